package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/release"
	"barometer/internal/web"
	"barometer/internal/web/page"
	"barometer/internal/web/respond"
	"barometer/internal/web/staff"
)

// Time limits of the server. A page is small; reading one may take a slow line
// a while, and nobody may hold a connection for longer.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 2 * time.Minute
	writeTimeout  = 5 * time.Minute
	idleTimeout   = 2 * time.Minute
	// stopPatience is how long requests under way may take when the server
	// is told to stop.
	stopPatience = 20 * time.Second
)

// listenFlags say where the server listens and how people reach it.
type listenFlags struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080" env:"BAROMETER_LISTEN" placeholder:"ADDR"`
	HTTPS  bool   `name:"https" help:"People reach the server by HTTPS only, through a proxy: cookies are kept to HTTPS." env:"BAROMETER_HTTPS"`
	// Proxies are read by page.ParseProxies.
	TrustedProxy []string `help:"Addresses or networks of proxies that are believed who they forward for (X-Forwarded-For); without, all who come through a proxy share its limits." env:"BAROMETER_TRUSTED_PROXY" placeholder:"CIDR"`
}

// serveCommand is barometer serve.
type serveCommand struct {
	databaseFlags
	listenFlags
}

// Run executes the command.
func (c *serveCommand) Run(ctx context.Context, sys *system) (err error) {
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, sys, true)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return c.serve(ctx, sys, s, c.databaseFlags, listener, func() {
		sys.note("serving on http://%s: forms at /s/SURVEY, staff at /staff. Ctrl-C stops.", listener.Addr())
	})
}

// listen takes the address before anything slow happens, so that a second
// server says at once that it is in use.
func (f listenFlags) listen(ctx context.Context) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", f.Listen)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%v; choose another address with --listen", err)
	}
	return listener, nil
}

// serve answers requests until ctx ends, then lets those under way finish.
func (f listenFlags) serve(ctx context.Context, sys *system, s *store, data databaseFlags, listener net.Listener, ready func()) error {
	handler, err := f.handler(ctx, sys, s, data)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready()
	var lost <-chan struct{}
	if s.cluster != nil {
		lost = s.cluster.Done()
	}
	select {
	case err := <-failed:
		return err
	case <-lost:
		return errors.Join(fault.New(fault.Unavailable, "the private PostgreSQL has ended; its log is in the data directory"), server.Close())
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		return errors.Join(fmt.Errorf("requests under way were cut off: %w", err), server.Close())
	}
	return nil
}

// handler wires the pages to the services.
func (f listenFlags) handler(ctx context.Context, sys *system, s *store, data databaseFlags) (http.Handler, error) {
	key, err := data.sessionKey(sys)
	if err != nil {
		return nil, err
	}
	proxies, err := page.ParseProxies(f.TrustedProxy)
	if err != nil {
		return nil, fault.New(fault.Invalid, "--trusted-proxy: %w", err)
	}
	assets, err := page.NewAssets()
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(sys.stderr, nil))
	sessions := postgres.NewSessions(s.db)
	go sweep(ctx, log, sessions)
	return web.New(web.Config{
		Site:    &page.Site{Log: log, Assets: assets, HTTPS: f.HTTPS, TrustedProxies: proxies},
		Respond: respond.Config{Collector: s.responses, SessionKey: key},
		Staff: staff.Config{
			Accounts: s.accounts, Surveys: s.surveys, Sessions: sessions,
			Releases: release.NewService(s.surveys, s.responses), Uploads: postgres.NewUploads(s.db),
		},
		Ready: s.db.PingContext,
	})
}

// sweep removes expired staff sessions now and then.
func sweep(ctx context.Context, log *slog.Logger, sessions *postgres.Sessions) {
	for {
		if err := sessions.DeleteExpired(ctx); err != nil && ctx.Err() == nil {
			log.Warn("expired sessions were not removed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}
