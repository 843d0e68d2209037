package page

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"barometer/internal/fault"
)

// ParseProxies reads the addresses of proxies, such as 127.0.0.1 or
// 10.0.0.0/8; fault.Invalid names the one that is none.
func ParseProxies(texts []string) ([]netip.Prefix, error) {
	var proxies []netip.Prefix
	for _, text := range texts {
		text = strings.TrimSpace(text)
		prefix, err := netip.ParsePrefix(text)
		if addr, single := netip.ParseAddr(text); single == nil && addr.Zone() == "" {
			prefix, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		// With everybody trusted, anybody could claim any address.
		if err != nil || prefix.Bits() == 0 || prefix.Addr().Is4In6() {
			return nil, fault.New(fault.Invalid, "%q is not the address of a proxy; write an address or a network, such as 127.0.0.1 or 10.0.0.0/8", text)
		}
		proxies = append(proxies, prefix.Masked())
	}
	return proxies, nil
}

// ClientNetwork names the network that a request comes from, for limits on
// attempts: an IPv4 address, or the first half of an IPv6 address, which is
// what one household has. It is the other end of the connection, or what
// trusted proxies say in X-Forwarded-For; nobody else is believed.
func (s *Site) ClientNetwork(r *http.Request) string {
	addr, ok := parseClient(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	// Each proxy adds the address it was reached from at the end, so the
	// client is the last one that is no proxy of ours.
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(forwarded) {
		if !s.trusts(addr) {
			break
		}
		before, ok := parseClient(strings.TrimSpace(text))
		if !ok {
			break
		}
		addr = before
	}
	return networkOf(addr)
}

func (s *Site) trusts(addr netip.Addr) bool {
	return slices.ContainsFunc(s.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// parseClient reads an address, with or without a port.
func parseClient(text string) (netip.Addr, bool) {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	addr, err := netip.ParseAddr(text)
	return addr.Unmap().WithZone(""), err == nil
}

func networkOf(addr netip.Addr) string {
	if addr.Is4() {
		return addr.String()
	}
	return netip.PrefixFrom(addr, 64).Masked().String()
}
