export const portfolio = {}
