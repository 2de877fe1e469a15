// Frames and messages of the control socket.

#include "core/rpc_message.h"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/rpc_server.h"

namespace shoal {
namespace {

Bytes joined(std::initializer_list<Bytes> frames) {
    Bytes all;
    for (const auto& frame : frames) all.insert(all.end(), frame.begin(), frame.end());
    return all;
}

BytesView body_of(const Bytes& frame) {
    return BytesView{frame}.subspan(rpc_header_bytes);
}

template <class T>
T read_as(const Bytes& frame) {
    auto message = read_rpc_message(body_of(frame));
    EXPECT_TRUE(message) << message.error().what;
    return std::get<T>(*message);
}

TEST(RpcMessage, OfEveryKindIsReadAsItWasWritten) {
    EXPECT_EQ(read_as<RpcHello>(rpc_hello_frame()).protocol, "shoal-control");
    EXPECT_EQ(read_as<RpcHello>(rpc_hello_frame()).version, rpc_version);
    const auto request_frame = *rpc_request_frame(7, ShowShare{.tag = "abc"});
    const auto request = read_as<RpcRequest>(request_frame);
    EXPECT_EQ(request.id, 7U);
    EXPECT_EQ(request.name, "show");
    EXPECT_EQ(Bytes(request.body.begin(), request.body.end()), *encode_request(ShowShare{.tag = "abc"}));
    const auto reply_frame = rpc_reply_frame(8, ShareList{});
    EXPECT_EQ(read_as<RpcReply>(reply_frame).id, 8U);
    EXPECT_TRUE(decode_reply("list", read_as<RpcReply>(reply_frame).body));
    const auto error = read_as<RpcError>(rpc_error_frame(9, {Errc::no_peers, "nobody"}));
    EXPECT_EQ(error.id, 9U);
    EXPECT_EQ(error.error, (Error{Errc::no_peers, "nobody"}));
    const auto event_frame = rpc_event_frame(ShareCompleted{.tag = "abc"});
    EXPECT_EQ(read_as<RpcEvent>(event_frame).name, "share_completed");
    EXPECT_TRUE(decode_event("share_completed", read_as<RpcEvent>(event_frame).body));
    read_as<RpcSubscribe>(rpc_subscribe_frame());
    EXPECT_EQ(read_as<RpcCancel>(rpc_cancel_frame(300)).id, 300U);
}

TEST(RpcMessage, OfAnUnknownKindOrWithMoreValuesIsForANewerProgram) {
    const Bytes unknown = Packer{}.array(3).uint(77).text("what").map(0).take();
    EXPECT_TRUE(std::holds_alternative<RpcUnknown>(*read_rpc_message(unknown)));
    const Bytes longer = Packer{}.array(4).uint(0).text("shoal-control").uint(rpc_version).boolean(true).take();
    EXPECT_EQ(std::get<RpcHello>(*read_rpc_message(longer)).version, rpc_version);
}

TEST(RpcMessage, GivesTheBodyOfAReplyOrEventWithoutWhatANewerProgramPutsBehindIt) {
    const Bytes body = Packer{}.map(1).text("x").uint(7).take();
    for (const std::uint32_t more : {0U, 1U}) {
        Packer reply;
        reply.array(3 + more).uint(2).uint(1).raw(body);
        Packer event;
        event.array(3 + more).uint(4).text("told").raw(body);
        for (auto* packer : {&reply, &event})
            if (more > 0) packer->text("new");
        const Bytes replied = reply.take();
        const Bytes told = event.take();
        EXPECT_TRUE(std::ranges::equal(std::get<RpcReply>(*read_rpc_message(replied)).body, body));
        EXPECT_TRUE(std::ranges::equal(std::get<RpcEvent>(*read_rpc_message(told)).body, body));
    }
}

TEST(RpcMessage, ThatLacksValuesOrIsNoMessageIsMalformed) {
    for (const auto& bad :
         {Packer{}.array(0).take(), Packer{}.map(0).take(), Packer{}.array(1).text("hello").take(),
          Packer{}.array(2).uint(0).text("shoal-control").take(), Packer{}.array(3).uint(1).uint(1).text("list").take(),
          Packer{}.array(2).uint(2).uint(1).take(), Packer{}.array(3).uint(3).uint(1).text("io").take(),
          Packer{}.array(2).uint(4).text("x").take(), Packer{}.array(1).sint(-1).take(),
          Packer{}.array(1).uint(5).uint(5).take()}) {
        const auto message = read_rpc_message(bad);
        ASSERT_FALSE(message) << to_hex(bad);
        EXPECT_EQ(message.error().code, Errc::malformed) << to_hex(bad);
    }
    EXPECT_FALSE(read_rpc_message({}));
}

TEST(RpcMessage, WithASentenceThatIsTooLongOrNotUtf8IsStillReadable) {
    const auto error = read_as<RpcError>(rpc_error_frame(1, {Errc::io, std::string(100'000, 'a') + "\xff"}));
    EXPECT_EQ(error.error.what, std::string(4096, 'a'));
    EXPECT_EQ(read_as<RpcError>(rpc_error_frame(1, {Errc::io, "a\xff"})).error.what, "a\xef\xbf\xbd");
}

// --- frames ----------------------------------------------------------------------------------------------------------

std::vector<Bytes> cut(RpcFrames& frames, BytesView stream, std::size_t step) {
    std::vector<Bytes> found;
    while (!stream.empty()) {
        auto arrived = stream.first(std::min(step, stream.size()));
        stream = stream.subspan(arrived.size());
        for (;;) {
            const auto frame = frames.next(arrived);
            EXPECT_TRUE(frame);
            if (!frame || !*frame) break;
            found.emplace_back((*frame)->begin(), (*frame)->end());
        }
        EXPECT_TRUE(arrived.empty());
    }
    return found;
}

TEST(RpcFrames, AreTheSameHoweverTheStreamIsCut) {
    const Bytes hello = rpc_hello_frame();
    const Bytes request = *rpc_request_frame(300, AddShare{.path = std::string(500, 'p'), .comment = {}});
    const Bytes stream = joined({hello, request, hello, rpc_subscribe_frame()});
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        RpcFrames frames{max_rpc_request};
        const auto found = cut(frames, stream, step);
        ASSERT_EQ(found.size(), 4U) << step;
        EXPECT_EQ(found[1], Bytes(body_of(request).begin(), body_of(request).end())) << step;
        EXPECT_EQ(found[2], found[0]) << step;
    }
}

TEST(RpcFrames, RefuseALengthBeforeAnythingOfItIsKept) {
    const Bytes gigabyte{Byte{0x40}, Byte{0}, Byte{0}, Byte{0}, Byte{0x93}};
    RpcFrames frames{max_rpc_request};
    BytesView arrived{gigabyte};
    EXPECT_EQ(frames.next(arrived).error().code, Errc::limit);
    EXPECT_EQ(frames.held(), 0U);
}

TEST(RpcFrames, AllowExactlyTheirLimit) {
    const Bytes at{Byte{0}, Byte{0}, Byte{0}, Byte{5}};
    const Bytes above{Byte{0}, Byte{0}, Byte{0}, Byte{6}};
    RpcFrames allowed{5};
    BytesView arrived{at};
    EXPECT_TRUE(allowed.next(arrived));
    RpcFrames refused{5};
    arrived = above;
    EXPECT_FALSE(refused.next(arrived));
}

TEST(RpcFrames, HoldOnlyWhatArrivedAndLetItGoAfterwards) {
    const Bytes header{Byte{0x10}, Byte{0}, Byte{0}, Byte{0}};  // 256 MiB
    RpcFrames frames{max_rpc_reply};
    BytesView arrived{header};
    ASSERT_TRUE(frames.next(arrived));
    EXPECT_EQ(frames.held(), 0U);
    const Bytes some(10'000);
    arrived = some;
    ASSERT_TRUE(frames.next(arrived));
    EXPECT_LE(frames.held(), 2 * some.size());

    RpcFrames whole{max_rpc_reply};
    const Bytes big = *rpc_request_frame(1, AddShare{.path = std::string(500'000, 'p'), .comment = {}});
    EXPECT_EQ(cut(whole, big, 4096).size(), 1U);
    arrived = {};
    ASSERT_TRUE(whole.next(arrived));
    EXPECT_EQ(whole.held(), 0U);
}

// --- the page's example ----------------------------------------------------------------------------------------------

std::vector<Bytes> frames_of_the_page() {
    std::ifstream file{SHOAL_SOURCE_DIR "/docs/control.md"};
    std::vector<Bytes> frames;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("    client   ") && !line.starts_with("    daemon   ")) continue;
        line.erase(0, 13);
        std::erase(line, ' ');
        frames.push_back(from_hex(line).value_or(Bytes{}));
    }
    return frames;
}

TEST(ControlPage, ShowsFramesAsTheyAre) {
    const std::vector<Bytes> ours{rpc_hello_frame(), rpc_hello_frame(), *rpc_request_frame(1, ListShares{}),
                                  rpc_reply_frame(1, ShareList{})};
    EXPECT_EQ(frames_of_the_page(), ours);
}

}  // namespace
}  // namespace shoal
