"""Two editors change the matrix at once."""

import pytest

from comparisons import models
from tests.comparisons.admin.browser import form_of, opened, send
from tests.comparisons.admin.matrix import ALL, cell_of, held, key, saved, shown, stored


class TestTwoEditors:
    """Anna saves first; Berta has opened her page before that."""

    def test_changes_of_different_cells_do_not_conflict(self, anna, berta):
        annas, bertas = shown(anna, ALL), shown(berta, ALL)
        saved(anna, annas, ALL, **{f"value-{key('alder', 'admin')}": "1"})
        assert saved(berta, bertas, ALL, **{f"value-{key('alder', 'speed')}": "9"}).status_code == 302
        assert (held("alder", "admin"), held("alder", "speed")) == ((1, "high", 2), (9, "medium", 2))

    def both_change(self, anna, berta, **bertas):
        cell = key("alder", "admin")
        mine = shown(berta)
        saved(anna, shown(anna), **{f"value-{cell}": "1"})
        told = saved(berta, mine, **{f"{name}-{cell}": value for name, value in bertas.items()})
        assert told.status_code == 422
        assert held("alder", "admin") == (1, "high", 2)
        return cell, told, form_of(told, "matrix")

    def test_a_conflict_shows_both_values(self, anna, berta):
        cell, told, form = self.both_change(anna, berta, value="3", confidence="low")
        found = cell_of(told, "alder", "admin")
        assert (found.stored_in_words, found.mine_in_words) == ("1, high", "3, low")
        assert found.saved_last.startswith("by anna, ")
        assert form[f"value-{cell}"] == ["3"]

    def test_the_second_may_overwrite_the_first(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, value="3")
        assert saved(berta, form, **{f"choice-{cell}": "mine 2"}).status_code == 302
        assert held("alder", "admin") == (3, "high", 3)

    def test_the_second_may_keep_the_stored_value(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, value="3")
        assert saved(berta, form, **{f"choice-{cell}": "stored"}).status_code == 302
        assert held("alder", "admin") == (1, "high", 2)

    def test_without_a_choice_the_second_is_asked_again(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, value="3")
        assert f"choice-{cell}" not in form
        assert saved(berta, form).status_code == 422
        assert held("alder", "admin") == (1, "high", 2)

    def test_another_save_in_between_is_another_conflict(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, value="3")
        saved(anna, shown(anna), **{f"value-{cell}": "2"})
        again = saved(berta, form, **{f"choice-{cell}": "mine 2"})
        assert cell_of(again, "alder", "admin").stored_in_words == "2, high"

    def test_an_input_that_the_second_did_not_change_gets_the_stored_value(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, confidence="low")
        assert (form[f"value-{cell}"], form[f"confidence-{cell}"]) == (["1"], ["low"])

    def test_a_choice_is_kept_while_another_cell_has_an_error(self, anna, berta):
        cell, _, form = self.both_change(anna, berta, value="3")
        other = key("birch", "type")
        wrong = saved(berta, form, **{f"choice-{cell}": "mine 2", f"confidence-{other}": ""})
        assert wrong.status_code == 422
        assert saved(berta, form_of(wrong, "matrix"), **{f"confidence-{other}": "low"}).status_code == 302
        assert held("alder", "admin") == (3, "high", 3)

    def test_equal_changes_do_not_conflict(self, anna, berta):
        cell, mine = key("alder", "admin"), shown(berta)
        saved(anna, shown(anna), **{f"value-{cell}": "1"})
        assert saved(berta, mine, **{f"value-{cell}": "1"}).status_code == 302
        assert held("alder", "admin") == (1, "high", 2)

    def test_a_reason_changed_on_the_score_s_page_conflicts_with_a_value(self, anna, berta):
        mine, score = shown(berta), stored("alder", "admin")
        send(anna, score, opened(anna, score), reason="Anna looked.")
        told = saved(berta, mine, **{f"value-{key('alder', 'admin')}": "1"})
        assert cell_of(told, "alder", "admin").in_conflict

    def test_a_score_deleted_meanwhile_is_added_again_on_request_only(self, anna, berta):
        cell, mine = key("alder", "admin"), shown(berta)
        stored("alder", "admin").delete()
        told = saved(berta, mine, **{f"value-{cell}": "1"})
        assert "Somebody deleted this score" in told.content.decode()
        asked = saved(berta, form_of(told, "matrix"), **{f"choice-{cell}": "mine 0"})
        assert cell_of(asked, "alder", "admin").asks_reason
        saved(berta, form_of(asked, "matrix"), **{f"reason-{cell}": "Berta looked."})
        assert stored("alder", "admin").reason == "Berta looked."

    def test_a_score_that_both_add_shows_both_reasons(self, anna, berta):
        cell, mine = key("birch", "admin"), shown(berta)
        values = {f"value-{cell}": "4", f"confidence-{cell}": "low", f"version-{cell}": "1.0"}
        saved(anna, shown(anna), **values, **{f"reason-{cell}": "Anna looked."})
        told = saved(berta, mine, **values, **{f"reason-{cell}": "Berta looked."})
        assert "“Anna looked.”" in told.content.decode()
        form = form_of(told, "matrix")
        assert form[f"reason-{cell}"] == ["Berta looked."]
        saved(berta, form, **{f"choice-{cell}": "mine 1"})
        assert (stored("birch", "admin").reason, stored("birch", "admin").revision) == ("Berta looked.", 2)

    def test_values_typed_for_a_deleted_framework_are_shown(self, anna, berta):
        cell, other, mine = key("alder", "admin"), key("birch", "type"), shown(berta)
        models.Framework.objects.get(slug="alder").delete()
        told = saved(berta, mine, **{f"value-{cell}": "1", f"confidence-{other}": "low"})
        assert told.context["grid"].orphaned == ["Admin: 1, high"]
        assert saved(berta, form_of(told, "matrix")).status_code == 302
        assert stored("birch", "type").confidence == "low"

    @pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "1|"])
    def test_an_invalid_shown_value_is_a_conflict(self, anna, nonsense):
        cell, form = key("alder", "admin"), shown(anna)
        told = saved(anna, form, **{f"seen-{cell}": nonsense, f"value-{cell}": "1"})
        assert cell_of(told, "alder", "admin").in_conflict
