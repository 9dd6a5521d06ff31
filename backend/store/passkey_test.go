package store_test

// withoutPasskeys undoes step 26.
func (f *fixture) withoutPasskeys() {
	for _, table := range []string{"passkey_challenge", "passkey"} {
		f.exec("DROP TABLE " + table)
	}
	f.exec("ALTER TABLE person DROP COLUMN strong_at")
	for _, column := range []string{"opened_by", "auth_at", "pin", "pin_tries"} {
		f.exec("ALTER TABLE session DROP COLUMN " + column)
	}
}
