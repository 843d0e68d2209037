package page

import (
	"errors"
	"net/http"
	"testing"

	"barometer/internal/fault"
)

func TestClientNetwork(t *testing.T) {
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"IPv4", "192.0.2.7:1234", nil, "192.0.2.7"},
		{"IPv6", "[2001:db8:1:2:3:4:5:6]:1234", nil, "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.7]:1234", nil, "192.0.2.7"},
		{"zone", "[fe80::1%eth0]:1234", nil, "fe80::/64"},
		{"no address", "@", []string{"198.51.100.1"}, "@"},
		{"a stranger claims", "192.0.2.7:1234", []string{"198.51.100.1"}, "192.0.2.7"},
		{"proxy", "127.0.0.1:1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"proxy, IPv6 client", "127.0.0.1:1", []string{"2001:db8:1:2:3::6"}, "2001:db8:1:2::/64"},
		{"proxy as IPv4 in IPv6", "[::ffff:127.0.0.1]:1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"proxy over IPv6", "[2001:db8:ffff::1]:1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"client with port", "127.0.0.1:1", []string{"198.51.100.1:5678"}, "198.51.100.1"},
		{"client claims", "127.0.0.1:1", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		{"client claims in a header of its own", "127.0.0.1:1", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		{"client claims to be a proxy", "127.0.0.1:1", []string{"203.0.113.9, 10.1.2.3, 198.51.100.1"}, "198.51.100.1"},
		{"two proxies", "127.0.0.1:1", []string{"203.0.113.9, 198.51.100.1,10.1.2.3"}, "198.51.100.1"},
		{"only proxies", "127.0.0.1:1", []string{"10.1.2.4, 10.1.2.3"}, "10.1.2.4"},
		{"proxy that says nothing", "127.0.0.1:1", nil, "127.0.0.1"},
		{"proxy that says nonsense", "127.0.0.1:1", []string{"198.51.100.1, unknown"}, "127.0.0.1"},
	} {
		proxies, err := ParseProxies([]string{"127.0.0.1", " 10.1.2.3/8", "2001:db8:ffff::/48"})
		if err != nil {
			t.Fatal(err)
		}
		s := &Site{TrustedProxies: proxies}
		r := &http.Request{RemoteAddr: test.remote, Header: http.Header{"X-Forwarded-For": test.forwarded}}
		if got := s.ClientNetwork(r); got != test.want {
			t.Errorf("%s: ClientNetwork = %s, want %s", test.name, got, test.want)
		}
	}
}

func TestParseProxiesRefuses(t *testing.T) {
	for _, text := range []string{"", "proxy.example", "10.0.0.0/33", "0.0.0.0/0", "::/0", "fe80::1%eth0", "::ffff:10.0.0.0/104", "::ffff:10.0.0.1", "10.0.0.1:80"} {
		if got, err := ParseProxies([]string{"127.0.0.1", text}); !errors.Is(err, fault.Invalid) {
			t.Errorf("ParseProxies(%q) = %v, %v, want an error of kind invalid", text, got, err)
		}
	}
}
