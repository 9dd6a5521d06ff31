package domain

import "time"

// DeviceNewFor is how long a phone that somebody came in on is marked as new.
const DeviceNewFor = 7 * 24 * time.Hour
