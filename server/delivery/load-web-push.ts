/**
 * With all that it brings it is read when the first key is made or the first push is sent, not at each
 * start.
 */
export const loadWebPush = () => import('web-push')
