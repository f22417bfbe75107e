export const energy = {}
