package main

import (
	"context"
	"html/template"
	"net/http"
)

// person is one who can sign in at the provider.
type person struct {
	Sub      string         `json:"sub"`
	Password string         `json:"password"`
	Claims   map[string]any `json:"claims"`
	ACR      string         `json:"acr"`
	// Disabled people neither sign in nor have their tokens renewed.
	Disabled bool `json:"disabled"`
}

var page = template.Must(template.New("").Parse(`<!doctype html>
<html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log på</title>
<h1>Log på</h1>
{{if .Wrong}}<p role="alert">Bruger eller adgangskode er forkert</p>{{end}}
<form method="post" action="/login">
<input type="hidden" name="id" value="{{.ID}}">
<p><label>Bruger <input name="user" autocomplete="username"></label></p>
<p><label>Adgangskode <input name="password" type="password"></label></p>
<p><button>Godkend</button> <button name="cancel" value="yes">Afbryd</button></p>
</form></html>
`))

type pageData struct {
	ID    string
	Wrong bool
}

func (s *storage) loginPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, pageData{ID: r.FormValue("id")})
}

// login checks who it is and sends the browser on, as the library's own user interface does.
func (s *storage) login(issuer string, callback func(context.Context, string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.FormValue("id")
		if r.FormValue("cancel") != "" {
			s.mu.Lock()
			a := s.requests[id]
			s.mu.Unlock()
			if a == nil {
				http.NotFound(w, r)
				return
			}
			http.Redirect(w, r, a.RedirectURI+"?error=access_denied&state="+template.URLQueryEscaper(a.State)+"&iss="+template.URLQueryEscaper(issuer), http.StatusFound)
			return
		}
		if !s.prove(id, r.FormValue("user"), r.FormValue("password")) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusUnauthorized)
			_ = page.Execute(w, pageData{id, true})
			return
		}
		http.Redirect(w, r, callback(r.Context(), id), http.StatusFound)
	}
}

func (s *storage) prove(id, sub, password string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, p := s.requests[id], s.people[sub]
	if a == nil || p == nil || p.Disabled || p.Password != password {
		return false
	}
	a.subject, a.acr, a.at = sub, p.ACR, now()
	return true
}

func (s *storage) setUser(p person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[p.Sub] = &p
}
