#include "cli/link_mask.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

constexpr auto* id = "bagt2kbbiizimaxjj7xviophcyp7i4fg6uiikfg3czzjlrpy5ip2umk7e";

TEST(LinkMask, NoFormOfALinkIsRepeated) {
    const std::string plain{id};
    EXPECT_EQ(without_links("not expected: shoal:" + plain), "not expected: (a link)");
    EXPECT_EQ(without_links("not expected: magnet:?xt=urn:shoal:" + plain + "&dn=x y"), "not expected: (a link) y");
    EXPECT_EQ(without_links("--foo=magnet:?dn=it's&xt=urn%3Ashoal%3a" + plain), "--foo=(a link)");
    EXPECT_EQ(without_links("'SHOAL:BAGT2KBBIIZIMAXJJ7XVIOPHCYP7I4FG' is none of on, off"),
              "'(a link)' is none of on, off")
        << "also a damaged one";
    EXPECT_EQ(without_links("no share is meant by '" + plain + "' now; or"), "no share is meant by '(a link)' now; or");
    EXPECT_EQ(without_links("magnet:?dn=my name&xt=urn:shoal:" + plain), "magnet:?dn=my name&xt=urn:(a link)");
}

TEST(LinkMask, OtherWordsStayAsTheyAre) {
    for (const std::string text :
         {"", " ", "two  blanks\tand a tab", "a link begins with 'shoal:' or 'magnet:?xt=urn:shoal:'",
          "shoal: there is no command 'frob'",
          "/usr/share/0123456789abcdef0123456789abcdef0123456789abcdef012345678"}) {
        EXPECT_EQ(without_links(text), text);
    }
}

}  // namespace
}  // namespace shoal::cli
