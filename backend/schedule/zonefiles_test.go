package schedule

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Where Go looks for zone files besides the program itself (package time, zoneinfo_unix.go).
var zoneFolders = []string{"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"}

// withoutZones tells a child of this test that it is to find no zone files.
const withoutZones = "TAVLEN_TEST_WITHOUT_ZONES"

// TestWithoutZoneFiles runs the tables again where the system has no zone files: they lie
// under empty folders then, in a mount namespace of the child's own. What it finds comes
// with the program. With it go host time zones that are none.
func TestWithoutZoneFiles(t *testing.T) {
	hide := "set -e; for d in " + strings.Join(zoneFolders, " ") + `; do if [ -d "$d" ]; then mount -t tmpfs none "$d"; fi; done; exec "$@"`
	hidden := []string{"unshare", "--mount"}
	if os.Geteuid() != 0 {
		hidden = append(hidden, "--map-root-user")
	}
	hidden = append(hidden, "sh", "-c", hide, "sh")
	if out, err := exec.CommandContext(t.Context(), hidden[0], append(hidden[1:], "true")...).CombinedOutput(); err != nil {
		// In a container without the right to mount; the strange zones are tried all the same.
		t.Logf("this system lets nobody hide its zone files: %v, %s", err, out)
		hidden = []string{"env"}
	}
	for _, zone := range []string{"", "Mars/Olympus_Mons", ":/nowhere", "America/Los_Angeles", "NZST-12NZDT"} {
		args := append(slices.Clone(hidden[1:]), os.Args[0], "-test.v", "-test.run", "^(TestReminderTable|TestReminders|TestOffsetsAcrossSummerTime|TestClockAt|TestNoZoneFilesAreFound)$")
		c := exec.CommandContext(t.Context(), hidden[0], args...)
		c.Env = []string{"PATH=" + os.Getenv("PATH"), "TZ=" + zone, "ZONEINFO=/nowhere", "GOROOT=/nowhere"}
		if hidden[0] != "env" {
			c.Env = append(c.Env, withoutZones+"=1")
		}
		out, err := c.CombinedOutput()
		if err != nil || strings.Count(string(out), "\n--- PASS: ") != 5 {
			t.Errorf("TZ=%q: %v\n%s", zone, err, out)
		}
	}
}

// TestNoZoneFilesAreFound makes sure that the child of TestWithoutZoneFiles is where it
// should be.
func TestNoZoneFilesAreFound(t *testing.T) {
	if os.Getenv(withoutZones) == "" {
		return
	}
	for _, folder := range append(zoneFolders, os.Getenv("ZONEINFO"), os.Getenv("GOROOT")) {
		if _, err := os.Stat(folder + "/Europe/Copenhagen"); err == nil {
			t.Errorf("%s has zone files", folder)
		}
	}
}
