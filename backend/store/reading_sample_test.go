package store_test

// withoutReadingSample undoes step 39.
func (f *fixture) withoutReadingSample() { f.exec("DROP INDEX audit_reading") }
