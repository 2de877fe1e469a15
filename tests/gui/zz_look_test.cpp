#include <gtest/gtest.h>
#include <QApplication>
#include <QPushButton>
#include <QToolButton>
#include "gui/share_dialog.h"
#include "gui/remove_dialog.h"
#include "gui/link_dialog.h"
#include "gui/theme.h"
#include "gui/get_dialog.h"
#include "gui/file_tree.h"
#include "gui/link_text.h"
#include "gui/limit_dialog.h"
#include "gui/label_dialog.h"
#include <QLineEdit>
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"
namespace shoal::gui {
TEST(Look, All) {
  for (auto a : {Appearance::light, Appearance::dark}) {
    apply_appearance(*qApp, a);
    const QString s = a == Appearance::light ? "light" : "dark";
    auto save = [&](QWidget& w, QString n) { FakeClient::settle(); w.grab().save("/tmp/look/" + n + "_" + s + ".png"); };
    FakeClient client; client.become_ready();
    { ShareDialog d{client, {}}; d.show(); save(d, "share1"); d.add_paths({"/etc", "/etc/passwd"}); d.findChild<QToolButton*>("share_more")->click(); save(d, "share2");
      d.findChild<QPushButton*>("share_start")->click(); FakeClient::settle();
      client.say(HashProgress{.path = "/etc", .bytes_done = 20ULL << 20U, .bytes_total = 80ULL << 20U}); save(d, "share3");
      ShareAdded x{.tag = "abcdefgh", .name = "etc", .link = a_link().toStdString(), .files = 8, .bytes = 80u<<20, .already_shared=false, .skipped = {"alternatives/awk", "mtab"}};
      client.answer_open<AddShare>(x); save(d, "share4");
      client.answer_open<AddShare>(fail(Errc::permission, "no")); save(d, "share5"); }
    { client.answer<ListSources>([](const ListSources&) { return SourceList{{{.source = "dht", .enabled = true, .found=0, .linked=0, .tried = true, .tried_ago_ms = 12'000}, {.source = "lan", .enabled = false}, {.source="exchange", .enabled=true}, {.source = "given", .enabled=true, .found=1, .linked=0, .tried=true, .tried_ago_ms=3000, .next_in_ms=0, .error="192.0.2.7:4000 does not answer"}}}; });
      ShareStore store{client};
      auto room = std::make_shared<std::uint64_t>(1ULL<<40);
      GetDialog e{client, store, {}, "/home/iris/Downloads", nullptr, [room](const QString&) { return *room; }}; e.show(); e.findChild<QLineEdit*>("get_link")->setText(a_link().left(40)); save(e, "get1");
      GetDialog d{client, store, a_link() + "\n" + a_link(2), "/home/iris/Downloads", nullptr, [room](const QString&) { return *room; }}; d.show(); save(d, "get2");
      client.answer_open<ResolveLink>(LinkResolved{.tag = link_tag(a_magnet()), .name = "holiday photos", .bytes = 30u<<20, .single = false, .files = {{.path="a.jpg", .bytes=10u<<20}, {.path="more/b.jpg", .bytes=5u<<20}, {.path="more/c.jpg", .bytes=15u<<20}}}); save(d, "get3");
      *room = 20u<<20; d.findChild<QLineEdit*>("place_folder")->setText("/srv/films"); save(d, "get4");
      *room = 1ULL<<40; d.findChild<QLineEdit*>("place_folder")->setText("/srv/film"); d.findChild<QPushButton*>("get_go")->click(); FakeClient::settle(); client.answer_open<StartDownload>(fail(Errc::exists, "x")); save(d, "get5"); d.reject(); }
    { LimitDialog d{client, {"x"}, "holiday photos", {.up = 500*1024, .down = 0}}; d.show(); save(d, "limit"); }
    { auto v = a_share(); v.labels = {"family", "summer"}; auto w = a_share("b"); w.labels = {"family"}; LabelDialog d{client, {v, w}, {"work"}}; d.show(); save(d, "label"); }
    { RemoveDialog d{client, {a_share()}, false}; d.show(); save(d, "remove1"); }
    { auto v = a_share(); v.shared_here = true; RemoveDialog d{client, {v, a_share()}, true}; d.show(); save(d, "remove2"); }
    { client.answer<GetLink>([](auto&) { return LinkView{a_link().toStdString(), a_short_link().toStdString()}; }); LinkDialog d{client, "x", "holiday photos"}; d.show(); save(d, "link"); }
  }
  apply_appearance(*qApp, Appearance::light);
}
}
