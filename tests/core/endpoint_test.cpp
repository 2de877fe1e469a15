#include "core/endpoint.h"

#include <gtest/gtest.h>

#include <vector>

namespace shoal {
namespace {

IpAddress ip(std::string_view text) {
    const auto out = IpAddress::parse(text);
    EXPECT_TRUE(out) << text;
    return out.value_or(IpAddress{});
}

TEST(IpAddress, IsWrittenAsItWasRead) {
    for (const char* text : {"0.0.0.0", "1.2.3.4", "255.255.255.255", "::", "::1", "2001:db8::1", "fe80::1:2:3:4",
                             "1:2:3:4:5:6:7:8", "64:ff9b::102:304"}) {
        EXPECT_EQ(ip(text).str(), text);
    }
    EXPECT_EQ(ip("2001:0DB8:0:0:0:0:0:1").str(), "2001:db8::1");
}

TEST(IpAddress, RefusesWhatIsNone) {
    for (std::string_view text : {"", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4",
                                  "0x1.2.3.4", ":", ":::", "1::2::3", "12345::", "fe80::1%eth0", "[::1]", "localhost",
                                  "1.2.3.-4", "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc"}) {
        const auto address = IpAddress::parse(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().code, Errc::malformed);
    }
    EXPECT_FALSE(IpAddress::parse(std::string_view{"1.2.3.4\0.evil", 12}));
}

TEST(IpAddress, AMappedOneIsAlwaysIpv4) {
    EXPECT_EQ(ip("::ffff:1.2.3.4"), IpAddress::v4(1, 2, 3, 4));
    Bytes raw(16);
    raw[10] = raw[11] = Byte{0xff};
    raw[12] = Byte{9};
    EXPECT_EQ(IpAddress::from_bytes(raw), IpAddress::v4(9, 0, 0, 0));
    EXPECT_EQ(ip("::1.2.3.4").family, Family::v6) << "compatible is not mapped";
}

TEST(IpAddress, TakesFourOrSixteenBytesOnly) {
    for (const std::size_t size : {0U, 3U, 5U, 8U, 15U, 17U, 18U}) {
        EXPECT_FALSE(IpAddress::from_bytes(Bytes(size))) << size;
    }
    EXPECT_TRUE(IpAddress::from_bytes(Bytes(4))->is_unspecified());
    EXPECT_TRUE(IpAddress::from_bytes(Bytes(16))->is_unspecified());
}

struct Kind {
    const char* text;
    bool loopback, multicast, link_local, is_private, global;
};

TEST(IpAddress, KnowsWhatKindItIs) {
    const std::vector<Kind> kinds{
        {"0.0.0.0", false, false, false, false, false},
        {"0.1.2.3", false, false, false, false, false},
        {"127.0.0.1", true, false, false, true, false},
        {"127.255.0.9", true, false, false, true, false},
        {"128.0.0.1", false, false, false, false, true},
        {"10.1.2.3", false, false, false, true, false},
        {"11.0.0.1", false, false, false, false, true},
        {"172.15.255.255", false, false, false, false, true},
        {"172.16.0.1", false, false, false, true, false},
        {"172.31.255.255", false, false, false, true, false},
        {"172.32.0.0", false, false, false, false, true},
        {"192.168.7.1", false, false, false, true, false},
        {"192.169.0.1", false, false, false, false, true},
        {"169.254.0.1", false, false, true, true, false},
        {"100.63.255.255", false, false, false, false, true},
        {"100.64.0.1", false, false, false, false, false},
        {"100.127.255.255", false, false, false, false, false},
        {"100.128.0.0", false, false, false, false, true},
        {"192.0.2.1", false, false, false, false, false},
        {"198.18.0.1", false, false, false, false, false},
        {"198.20.0.0", false, false, false, false, true},
        {"203.0.113.200", false, false, false, false, false},
        {"223.255.255.255", false, false, false, false, true},
        {"224.0.0.1", false, true, false, false, false},
        {"239.192.0.1", false, true, false, false, false},
        {"240.0.0.1", false, false, false, false, false},
        {"255.255.255.255", false, false, false, false, false},
        {"::", false, false, false, false, false},
        {"::1", true, false, false, true, false},
        {"::2", false, false, false, false, false},
        {"fe80::1", false, false, true, true, false},
        {"febf::1", false, false, true, true, false},
        {"fec0::1", false, false, false, false, false},
        {"fc00::1", false, false, false, true, false},
        {"fdff::1", false, false, false, true, false},
        {"ff02::1", false, true, false, false, false},
        {"2001:db8::1", false, false, false, false, false},
        {"2001::1", false, false, false, false, false},
        {"2001:200::1", false, false, false, false, true},
        {"2002:102:304::1", false, false, false, false, false},
        {"2a00:1450::1", false, false, false, false, true},
        {"3fff:fff::1", false, false, false, false, false},
        {"4000::1", false, false, false, false, false},
        {"64:ff9b::808:808", false, false, false, false, true},
    };
    for (const Kind& kind : kinds) {
        const IpAddress address = ip(kind.text);
        EXPECT_EQ(address.is_loopback(), kind.loopback) << kind.text;
        EXPECT_EQ(address.is_multicast(), kind.multicast) << kind.text;
        EXPECT_EQ(address.is_link_local(), kind.link_local) << kind.text;
        EXPECT_EQ(address.is_private(), kind.is_private) << kind.text;
        EXPECT_EQ(address.is_global(), kind.global) << kind.text;
    }
}

TEST(IpAddress, ItsNetworkIsTheFirst24BitsOrTheFirst64) {
    EXPECT_EQ(network_of(ip("10.1.2.3")), ip("10.1.2.0"));
    EXPECT_EQ(network_of(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
}

TEST(Endpoint, IsWrittenAsItWasRead) {
    for (const char* text : {"1.2.3.4:80", "0.0.0.0:0", "127.0.0.1:65535", "[2001:db8::1]:80", "[::]:0"}) {
        const auto endpoint = Endpoint::parse(text);
        ASSERT_TRUE(endpoint) << text;
        EXPECT_EQ(endpoint->str(), text);
    }
    EXPECT_EQ(Endpoint::parse("[::ffff:1.2.3.4]:5")->str(), "1.2.3.4:5");
}

TEST(Endpoint, RefusesWhatIsNone) {
    for (const char* text : {"",
                             ":",
                             "1.2.3.4",
                             "1.2.3.4:",
                             "1.2.3.4:65536",
                             "1.2.3.4:-1",
                             "1.2.3.4:+1",
                             "1.2.3.4:080",
                             "1.2.3.4:8 ",
                             "1.2.3.4:99999999999",
                             "2001:db8::1:80",
                             "::1:80",
                             "[::1]",
                             "[::1]80",
                             "[1.2.3.4]:80",
                             "[::1:80",
                             "::1]:80",
                             "host:80",
                             "[]:80",
                             "1.2.3.4:0x50"}) {
        const auto endpoint = Endpoint::parse(text);
        ASSERT_FALSE(endpoint) << text;
        EXPECT_EQ(endpoint.error().code, Errc::malformed);
    }
}

TEST(Endpoint, ARefusalCanBeShownWhateverTheBytesWere) {
    const std::string text = "1.2.3.4\x1b[2J\n\xff";
    EXPECT_EQ(IpAddress::parse(text).error().what, R"("1.2.3.4\u001b[2J\u000a\xff" is not an IP address)");
    EXPECT_TRUE(Endpoint::parse(text).error().what.starts_with(R"("1.2.3.4\u001b[2J\u000a\xff" is not)"));
}

TEST(Endpoint, ItsCompactFormIsNetworkOrderAndComesBack) {
    const auto four = *Endpoint::parse("1.2.3.4:258");
    EXPECT_EQ(to_hex(four.compact()), "010203040102");
    EXPECT_EQ(Endpoint::from_compact(four.compact()), four);
    const auto six = *Endpoint::parse("[2001:db8::1]:65534");
    EXPECT_EQ(to_hex(six.compact()), "20010db8000000000000000000000001fffe");
    EXPECT_EQ(Endpoint::from_compact(six.compact()), six);
}

TEST(Endpoint, ACompactFormOfAnotherLengthIsNone) {
    for (const std::size_t size : {0U, 1U, 4U, 5U, 7U, 16U, 17U, 19U, 26U}) {
        EXPECT_FALSE(Endpoint::from_compact(Bytes(size))) << size;
    }
}

TEST(Endpoint, CanBeDialledWithAPortAndAnAddressOfOne) {
    EXPECT_TRUE(Endpoint::parse("127.0.0.1:1")->is_dialable());
    EXPECT_TRUE(Endpoint::parse("[fe80::1]:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("127.0.0.1:0")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("0.0.0.0:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("[::]:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("224.0.0.1:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("[ff02::1]:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("0.1.2.3:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("240.0.0.1:1")->is_dialable());
    EXPECT_FALSE(Endpoint::parse("255.255.255.255:1")->is_dialable());
    EXPECT_TRUE(Endpoint::parse("203.0.113.7:1")->is_dialable());  // laboratories live there
    EXPECT_TRUE(Endpoint::parse("100.64.0.1:1")->is_dialable());   // and neighbours behind one carrier's NAT there
    EXPECT_TRUE(Endpoint::parse("[1::1]:1")->is_dialable());
}

}  // namespace
}  // namespace shoal
