/** The catalogue's code of a placement at a workplace. */
export const CODE_PLACEMENT = 'virksomhedspraktik';
