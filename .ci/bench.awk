# Turns `go test -bench` into `name value unit` lines: BenchmarkPlan-2 100 98 ns/op 5 B/op → Plan 98 ns/op, Plan 5 B/op.
/^Benchmark/ {
  name = $1
  sub(/^Benchmark/, "", name)
  sub(/-[0-9]+$/, "", name)
  for (i = 3; i < NF; i += 2) print name, $i, $(i + 1)
  next
}
/^(ok|\?|PASS|goos|goarch|pkg|cpu)/ { next }
{ print > "/dev/stderr" }
