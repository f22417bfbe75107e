/** How many connections a feed has room for, in all and for one address. */
export interface Places {
  /** Takes a place, or says what is full. */
  enter(address: string): Place | 'address' | 'total'
}

/** A place: one of those that an address has, and the same object for all of them. */
export interface Place {
  /** Gives it back: once for each time that it was taken. */
  leave(): void
}

export interface PlacesOptions {
  total: number
  perAddress: number
}

export function makePlaces({ total, perAddress }: PlacesOptions): Places {
  const byAddress = new Map<string, Place & { taken: number }>()
  let taken = 0

  function placeOf(address: string) {
    return {
      taken: 0,
      leave() {
        taken--
        this.taken--
        if (this.taken === 0) byAddress.delete(address)
      },
    }
  }

  return {
    enter(address) {
      const own = byAddress.get(address) ?? placeOf(address)
      if (own.taken >= perAddress) return 'address'
      if (taken >= total) return 'total'
      taken++
      own.taken++
      byAddress.set(address, own)
      return own
    },
  }
}
