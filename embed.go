// Package tavlen holds the built PWA, so that one binary is the whole
// product. It lies at the module's root because go:embed cannot reach above
// its own folder; nothing else ever enters it.
package tavlen

import "embed"

// Dist is frontend/dist as it was when the binary was built. On a fresh clone
// it holds only the placeholder .gitkeep; backend/pwa tells the two apart.
//
//go:embed all:frontend/dist
var Dist embed.FS
