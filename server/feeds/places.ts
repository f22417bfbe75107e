/** How many connections a feed has room for, in all and for one address. */
export interface Places {
  /** Takes a place and returns how to give it back (once; more does no harm), or says what is full. */
  enter(address: string): (() => void) | 'address' | 'total'
}

export interface PlacesOptions {
  total: number
  perAddress: number
}

export function makePlaces({ total, perAddress }: PlacesOptions): Places {
  const byAddress = new Map<string, number>()
  let taken = 0
  return {
    enter(address) {
      const own = byAddress.get(address) ?? 0
      if (own >= perAddress) return 'address'
      if (taken >= total) return 'total'
      taken++
      byAddress.set(address, own + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        taken--
        const rest = (byAddress.get(address) ?? 1) - 1
        if (rest > 0) byAddress.set(address, rest)
        else byAddress.delete(address)
      }
    },
  }
}
