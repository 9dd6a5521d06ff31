package main

import (
	"context"
	"fmt"

	"tavlen/backend/api"
	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/oidc"
	"tavlen/backend/signin"
)

// providers makes those who vouch for people. None is spoken to before somebody signs in.
func providers(ctx context.Context, set config.Settings, a *app.App) (signin.Providers, error) {
	p := signin.Providers{StaffChanged: a.StaffChanged}
	made := func(from config.Provider, d signin.Door, profile oidc.Profile) *oidc.Provider {
		return oidc.New(oidc.Options{Issuer: from.Issuer, ClientID: from.ClientID, Secret: string(from.Secret), Redirect: set.PublicURL + api.ReturnPath(d), Profile: profile, Least: oidc.Level(from.Level)})
	}
	if m := set.MitID; m.Issuer != "" {
		profile, err := oidc.Known(m.Profile)
		if m.Profile == config.ProfileCustom {
			profile, err = oidc.ParseCitizens(m.Claims)
		}
		if err != nil {
			return p, fmt.Errorf("TAVLEN_MITID_CLAIMS_FILE cannot be used: %w", err)
		}
		p.MitID = made(m, signin.DoorMitID, profile)
	}
	if s := set.StaffOIDC; s.Issuer != "" {
		house, err := a.House(ctx)
		if err != nil {
			return p, err
		}
		ids := make([]string, 0, len(house.Departments))
		for _, d := range house.Departments {
			ids = append(ids, d.ID)
		}
		profile, err := oidc.ParseStaff(s.Claims, ids)
		if err != nil {
			return p, fmt.Errorf("TAVLEN_STAFF_OIDC_CLAIMS_FILE cannot be used: %w", err)
		}
		p.Staff = made(s, signin.DoorStaff, profile)
	}
	return p, nil
}
