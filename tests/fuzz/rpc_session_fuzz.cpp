// One client of the control socket who says anything, in any cut, and reads or does not read. Every request that was
// handed on is answered once, in whole frames; nothing is handed on before a hello; and the session ends once at most.

#include <deque>

#include "core/rpc_session.h"
#include "tests/fuzz/errors.h"
#include "tests/fuzz/world.h"

namespace {

shoal::SharesChanged changed(std::string tag) {
    shoal::SharesChanged event{.shares = {{}}, .tags = {tag}};
    event.shares.front().tag = std::move(tag);
    return event;
}

using namespace shoal;

class Daemon {
public:
    explicit Daemon(bool refuses) {
        auto stream = std::make_unique<fuzz::PipeStream>(pipe_);
        session_ = std::make_unique<RpcSession>(timers_, std::move(stream),
                                                RpcSession::Events{
                                                    .on_request = [this](auto id, auto) { requested(id); },
                                                    .on_subscribe = [this] { subscribed(); },
                                                    .on_end = [this](Error why) { ended(why); },
                                                });
        if (refuses) {
            session_->refuse({Errc::limit, "too many clients"});
        } else {
            session_->start();
        }
    }

    void run(fuzz::Input& in) {
        while (!in.is_empty() && session_) step(in);
        answer_all();
        pipe_->stuck = false;
        if (session_) pipe_->drain();
        check_sent();
        // Every request that was handed on was answered, or the client is gone.
        if (session_) FUZZ_CHECK(answers_ >= handed_on_);
        if (session_) pipe_->close();
        FUZZ_CHECK(ends_ <= 1);
    }

private:
    void step(fuzz::Input& in) {
        switch (in.below(8)) {
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
        default:
            return timers_.advance(Duration{in.u16()});
        }
    }

    void deliver(BytesView bytes) {
        // As the real stream does: nothing is read while the session does not want it.
        if (pipe_->paused) return;
        pipe_->deliver(bytes);
        graves_.clear();
    }

    /// Something that a client of ours would say.
    void say(std::size_t what, fuzz::Input& in) {
        const std::array<Request, 6> requests{Request{GetStatus{}},   Request{ListShares{}},    Request{ShowShare{}},
                                              Request{ResolveLink{}}, Request{StartDownload{}}, Request{AddShare{}}};
        if (what == 0) return deliver(rpc_hello_frame());
        if (what == 1) return deliver(rpc_subscribe_frame());
        deliver(rpc_request_frame(in.u8(), requests[what - 2]).value());
    }

    void tell(fuzz::Input& in) {
        const Event event = in.flag() ? Event{changed(std::string{as_text(in.run())})}
                                      : Event{ShareCompleted{.tag = std::string(in.u16(), 'x')}};
        session_->tell(event, rpc_event_frame(event));
        graves_.clear();
    }

    void answer_one(bool good) {
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
            FUZZ_CHECK(is_answer || std::holds_alternative<RpcHello>(*message) ||
                       (is_subscribed_ && std::holds_alternative<RpcEvent>(*message)));
        }
        FUZZ_CHECK(arrived.empty());
    }

    fuzz::FuzzTimers timers_;
    std::shared_ptr<fuzz::Pipe> pipe_ = std::make_shared<fuzz::Pipe>();
    std::unique_ptr<RpcSession> session_;
    std::vector<std::unique_ptr<RpcSession>> graves_;
    std::deque<std::uint64_t> asked_;
    std::size_t handed_on_ = 0;
    std::size_t answers_ = 0;
    std::size_t ends_ = 0;
    bool is_subscribed_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    Daemon{in.below(8) == 0}.run(in);
    return 0;
}
