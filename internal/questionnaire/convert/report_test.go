package convert

import "testing"

func TestReport(t *testing.T) {
	var r, other Report
	r.Rows = Tally{Live: 8, Unsupported: 1, NoForm: 1}
	r.CountExpression("relevant", true)
	r.Add(Unsupported, "survey!A3", "barcode", "kept as the unsupported question “%s”", "code")
	other.Rows = Tally{Live: 2}
	other.CountExpression("relevant", false)
	other.Add(LeftOut, "survey!C9", "logo", "left out")
	r.Merge(&other)

	if got, want := r.Summary(), "10 of 12 rows came over, 1 no web form can ask, 1 are kept as unsupported, 1 of 2 expressions were translated"; got != want {
		t.Errorf("summary: got %q, want %q", got, want)
	}
	if got, want := r.Rows.Share(), 11.0/12; got != want {
		t.Errorf("share: got %v, want %v", got, want)
	}
	if got := (Tally{}).Share(); got != 1 {
		t.Errorf("share of nothing: got %v, want 1", got)
	}
	of := r.Of(Unsupported)
	if len(of) != 1 || len(r.Entries) != 2 {
		t.Fatalf("got %v of %v", of, r.Entries)
	}
	if got, want := of[0].String(), "survey!A3: barcode (unsupported): kept as the unsupported question “code”"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
