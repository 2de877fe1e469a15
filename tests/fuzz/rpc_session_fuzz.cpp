// One client of the control socket who says anything, in any cut, reads or does not read, and may be told to go. Every
// request that was handed on is answered once, in whole frames; nothing is handed on before a hello, nor before what
// was handed on last has begun; what is told of a share is its newest state; and the session ends once at most.

#include <deque>
#include <map>

#include "core/rpc_session.h"
#include "tests/fuzz/errors.h"
#include "tests/fuzz/world.h"

namespace {

using namespace shoal;

SharesChanged changed(std::string tag, std::uint64_t have) {
    SharesChanged event;
    event.tags = {tag};
    event.shares.emplace_back();
    event.shares.front().tag = std::move(tag);
    event.shares.front().bytes_have = have;
    return event;
}

template <std::size_t... I>
Request any_request(std::size_t which, std::index_sequence<I...>) {
    const std::array<Request, sizeof...(I)> all{Request{std::in_place_index<I>}...};
    return all[which % all.size()];
}

class Daemon {
public:
    explicit Daemon(bool dismisses) {
        auto stream = std::make_unique<fuzz::PipeStream>(pipe_);
        session_ = std::make_unique<RpcSession>(timers_, std::move(stream),
                                                RpcSession::Events{
                                                    .on_request = [this](auto id, auto) { requested(id); },
                                                    .on_rejected = [](auto, auto) {},
                                                    .on_cancel = [](auto) {},
                                                    .on_subscribe = [this] { subscribed(); },
                                                    .on_heavy = [] {},
                                                    .on_end = [this](Error why) { ended(why); },
                                                });
        session_->start();
        if (dismisses) dismiss();
    }

    void run(fuzz::Input& in) {
        while (!in.is_empty() && session_) step(in);
        answer_all();
        pipe_->stuck = false;
        if (session_) pipe_->drain();
        answer_all();
        check_sent();
        // Every request that was handed on was answered, or the client is gone.
        if (session_ && !is_dismissed_) FUZZ_CHECK(answers_ >= handed_on_);
        if (session_) pipe_->close();
        FUZZ_CHECK(ends_ <= 1);
    }

private:
    void step(fuzz::Input& in) {
        switch (in.below(9)) {
        case 0:
        case 1:
            return deliver(in.run());
        case 2:
            return say(in.below(8), in);
        case 3:
            return answer_one(in.flag());
        case 4:
            pipe_->stuck = in.flag();
            return;
        case 5:
            return pipe_->drain();
        case 6:
            return tell(in);
        case 8:
            return dismiss();
        default:
            begin();
            return timers_.advance(Duration{in.u16()});
        }
    }

    void dismiss() {
        is_dismissed_ = true;
        session_->dismiss({Errc::limit, "too many clients"});
    }

    void deliver(BytesView bytes) {
        // As the real stream does: nothing is read while the session does not want it.
        if (pipe_->paused) return;
        pipe_->deliver(bytes);
        graves_.clear();
    }

    /// Something that a client of ours would say.
    void say(std::size_t what, fuzz::Input& in) {
        constexpr std::size_t every = std::variant_size_v<Request>;
        if (what == 0) return deliver(rpc_hello_frame());
        if (what == 1) return deliver(rpc_subscribe_frame());
        if (what == 7) return deliver(rpc_cancel_frame(in.u8()));
        const auto id = in.u8();
        deliver(
            rpc_request_frame(id, any_request(what == 6 ? in.u8() : what, std::make_index_sequence<every>{})).value());
    }

    void tell(fuzz::Input& in) {
        const Event event = tell_what(in);
        session_->tell(event, rpc_event_frame(event));
        graves_.clear();
    }

    Event tell_what(fuzz::Input& in) {
        if (!in.flag()) return ShareCompleted{.tag = std::string(in.u16(), 'x')};
        std::string tag = valid_text(as_text(in.run()));
        if (tag.ends_with('-')) {
            tag.pop_back();
            newest_.erase(tag);
            return ShareRemoved{.tag = std::move(tag)};
        }
        newest_[tag] = ++told_;
        return changed(std::move(tag), told_);
    }

    void begin() {
        if (session_ && std::exchange(is_beginning_, false)) session_->begun();
        graves_.clear();
    }

    void answer_one(bool good) {
        begin();
        if (!session_ || asked_.empty()) return;
        const auto id = asked_.front();
        asked_.pop_front();
        session_->answer(id, good ? Result<Reply>{ShareView{}} : fail(Errc::not_found, "no such share"));
        graves_.clear();
    }
    void answer_all() {
        while (session_ && !asked_.empty()) answer_one(true);
    }

    void requested(std::uint64_t id) {
        FUZZ_CHECK(ends_ == 0);
        FUZZ_CHECK(!std::exchange(is_beginning_, true));
        ++handed_on_;
        asked_.push_back(id);
        FUZZ_CHECK(asked_.size() <= max_rpc_in_flight);
    }
    void subscribed() { FUZZ_CHECK(!std::exchange(is_subscribed_, true)); }
    void ended(const Error& why) {
        FUZZ_CHECK(!why.what.empty());
        ++ends_;
        graves_.push_back(std::move(session_));  // destroyed when we are out of its calls
    }

    /// All that was written is whole frames that a client can read: a hello first, unless it was refused.
    void check_sent() {
        RpcFrames frames{max_rpc_reply};
        BytesView arrived{pipe_->sent};
        while (true) {
            const auto frame = frames.next(arrived);
            FUZZ_CHECK(frame.has_value());
            if (!*frame) break;
            const auto message = read_rpc_message(**frame);
            FUZZ_CHECK(message.has_value());
            const bool is_answer =
                std::holds_alternative<RpcReply>(*message) || std::holds_alternative<RpcError>(*message);
            answers_ += is_answer ? 1U : 0U;
            const auto* event = std::get_if<RpcEvent>(&*message);
            FUZZ_CHECK(is_answer || std::holds_alternative<RpcHello>(*message) || (is_subscribed_ && event));
            if (event) check_event(*event);
        }
        FUZZ_CHECK(arrived.empty());
        // Who is still there and reads was told the newest of every share it heard of.
        if (!session_ || is_dismissed_) return;
        for (const auto& [tag, have] : newest_) FUZZ_CHECK(!heard_.contains(tag) || heard_.at(tag) == have);
    }

    /// A share only ever moves on.
    void check_event(const RpcEvent& message) {
        const auto event = decode_event(message.name, message.body);
        FUZZ_CHECK(event.has_value());
        const auto* changed = std::get_if<SharesChanged>(&*event);
        if (!changed) return;
        FUZZ_CHECK(changed->tags.size() == changed->shares.size());
        for (const auto& share : changed->shares) {
            FUZZ_CHECK(share.bytes_have > std::exchange(heard_[share.tag], share.bytes_have));
        }
    }

    fuzz::FuzzTimers timers_;
    std::shared_ptr<fuzz::Pipe> pipe_ = std::make_shared<fuzz::Pipe>();
    std::unique_ptr<RpcSession> session_;
    std::vector<std::unique_ptr<RpcSession>> graves_;
    std::deque<std::uint64_t> asked_;
    std::size_t handed_on_ = 0;
    std::size_t answers_ = 0;
    std::size_t ends_ = 0;
    bool is_beginning_ = false;
    bool is_subscribed_ = false;
    bool is_dismissed_ = false;
    std::uint64_t told_ = 0;
    std::map<std::string, std::uint64_t> newest_;  // of what was told of each share since it subscribed
    std::map<std::string, std::uint64_t> heard_;   // last
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    Daemon{in.below(8) == 0}.run(in);
    return 0;
}
