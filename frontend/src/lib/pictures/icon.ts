/** Our own drawing of a camera, for `Icon`'s `path`. */
export const CAMERA = 'M4 8h4l1.5-3h5L16 8h4v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z';
