package domain

// RankAfter gives a rank that comes after another, "" being before all: where a thing
// stands that was put last. It grows by a character in sixty.
func RankAfter(rank string) string {
	if rank == "" {
		return "V"
	}
	head, last := rank[:len(rank)-1], rank[len(rank)-1]
	switch {
	case last < '9', last >= 'A' && last < 'Z', last >= 'a' && last < 'z':
		return head + string(rune(last+1))
	case last == '9':
		return head + "A"
	case last == 'Z':
		return head + "a"
	}
	return rank + "V"
}
