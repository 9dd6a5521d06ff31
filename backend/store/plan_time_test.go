package store_test

// withoutPlanTimes undoes step 38.
func (f *fixture) withoutPlanTimes() { f.exec("DROP TABLE plan_time") }
