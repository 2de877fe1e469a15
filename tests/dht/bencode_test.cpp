#include "dht/bencode.h"

#include <gtest/gtest.h>

#include <string>

namespace shoal::dht::bencode {
namespace {

bool accepts(std::string_view text) {
    return Document::parse(as_bytes(text)).has_value();
}

TEST(Bencode, ValuesOfEveryKindAreReadBack) {
    const std::string text = "d1:ai-42e1:bl4:spami0ee1:cd0:0:e1:d0:e";
    const auto document = Document::parse(as_bytes(text));
    ASSERT_TRUE(document);
    const auto root = document->root();
    EXPECT_EQ(root.find("a")->integer(), -42);
    const auto list = root.find("b")->elements();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(as_text(*list[0].string()), "spam");
    EXPECT_EQ(list[1].integer(), 0);
    EXPECT_TRUE(root.find("c")->is_dictionary());
    EXPECT_EQ(as_text(root.find("c")->find("")->encoded()), "0:");
    EXPECT_EQ(as_text(root.find("b")->encoded()), "l4:spami0ee");
    EXPECT_TRUE(root.find("d")->string()->empty());
    EXPECT_FALSE(root.find("e"));
    EXPECT_FALSE(root.find("a")->string());
    EXPECT_FALSE(root.find("b")->integer());
    EXPECT_FALSE(root.find("a")->find("x"));
    EXPECT_TRUE(root.find("a")->elements().empty());
}

TEST(Bencode, TheExtremesOf64BitsAreReadAndWhatIsBeyondIsRefused) {
    EXPECT_EQ(Document::parse(as_bytes("i9223372036854775807e"))->root().integer(), INT64_MAX);
    EXPECT_EQ(Document::parse(as_bytes("i-9223372036854775808e"))->root().integer(), INT64_MIN);
    EXPECT_FALSE(accepts("i9223372036854775808e"));
    EXPECT_FALSE(accepts("i-9223372036854775809e"));
    EXPECT_FALSE(accepts("i" + std::string(1000, '9') + "e"));
}

TEST(Bencode, TruncationAtEveryByteIsRefused) {
    const std::string good = "d1:ad2:id20:abcdefghij0123456789e1:lli1ei-2ee1:q4:ping1:t2:aa1:y1:qe";
    ASSERT_TRUE(accepts(good));
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(accepts(good.substr(0, size))) << size;
}

TEST(Bencode, FormsThatAreNotCanonicalAreRefused) {
    for (const std::string_view text : {"i-0e",
                                        "i03e",
                                        "i-03e",
                                        "ie",
                                        "i-e",
                                        "i+1e",
                                        "i 1e",
                                        "i1 e",
                                        "i1",
                                        "i1.0e",
                                        "i0x1e",
                                        "00:",
                                        "01:a",
                                        "-1:a",
                                        "+1:a",
                                        " 1:a",
                                        "1a",
                                        ":",
                                        "1234567890:a",
                                        "9999999999:",
                                        "e",
                                        "x",
                                        "",
                                        "le1:a",
                                        "i1ei2e",
                                        "d1:aee",
                                        "d1:ae",
                                        "di1ei2ee",
                                        "dle1:ae",
                                        "d1:bi1e1:ai2ee",
                                        "d1:ai1e1:ai2ee",
                                        "d2:aai1e1:bi1e1:ai1ee"}) {
        EXPECT_FALSE(accepts(text)) << text;
    }
}

TEST(Bencode, KeysAreOrderedAsBytesNotAsSignedCharacters) {
    EXPECT_TRUE(accepts("d1:\x7fi1e1:\x80i1ee"));
    EXPECT_FALSE(accepts("d1:\x80i1e1:\x7fi1ee"));
}

TEST(Bencode, DepthAndItemsAreLimited) {
    EXPECT_TRUE(accepts(std::string(10, 'l') + std::string(10, 'e')));
    EXPECT_FALSE(accepts(std::string(11, 'l') + std::string(11, 'e')));
    EXPECT_FALSE(accepts(std::string(1000, 'l') + std::string(1000, 'e')));
    EXPECT_FALSE(accepts(std::string(100'000, 'd')));
    std::string items = "l";
    for (int i = 0; i < 499; ++i) items += "0:";
    EXPECT_TRUE(accepts(items + "e"));
    EXPECT_FALSE(accepts(items + "0:e"));
}

TEST(Bencode, TheWriterMakesWhatTheReaderAccepts) {
    Writer out;
    out.begin_dictionary().key("a").integer(-7).key("b").begin_list().string("x").begin_dictionary().end().end();
    out.key("c").string(Bytes(12, Byte{'z'})).end();
    const Bytes bytes = out.take();
    EXPECT_EQ(as_text(bytes), "d1:ai-7e1:bl1:xdee1:c12:zzzzzzzzzzzze");
    EXPECT_TRUE(Document::parse(bytes));
}

TEST(BencodeDeathTest, KeysWrittenOutOfOrderAreOurMistake) {
    EXPECT_DEATH(
        {
            Writer out;
            out.begin_dictionary().key("b").integer(1).key("a");
        },
        "");
}

}  // namespace
}  // namespace shoal::dht::bencode
