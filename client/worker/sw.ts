declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
}
declare const __EBB_VERSION__: string
console.log(self.__WB_MANIFEST, __EBB_VERSION__)

export {}
