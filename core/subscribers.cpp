#include "core/subscribers.h"

#include <utility>
#include <vector>

namespace shoal {

class Subscribers::Handle final : public Subscription {
public:
    Handle(std::weak_ptr<State> state, std::uint64_t number) : state_{std::move(state)}, number_{number} {}

    ~Handle() override {
        if (const auto state = state_.lock()) state->by_number.erase(number_);
    }

    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

private:
    std::weak_ptr<State> state_;
    std::uint64_t number_;
};

Subscribers::Subscribers() : state_{std::make_shared<State>()} {}

Subscribers::~Subscribers() = default;

std::unique_ptr<Subscription> Subscribers::add(Engine::OnEvent on_event) {
    const auto number = state_->next++;
    state_->by_number.emplace(number, std::make_shared<Engine::OnEvent>(std::move(on_event)));
    return std::make_unique<Handle>(state_, number);
}

void Subscribers::tell(const Event& event) {
    std::vector<std::uint64_t> numbers;
    for (const auto& [number, on_event] : state_->by_number) numbers.push_back(number);
    const std::weak_ptr<State> alive{state_};
    for (const auto number : numbers) {
        const auto state = alive.lock();
        if (!state) return;
        const auto found = state->by_number.find(number);
        if (found == state->by_number.end()) continue;
        const auto on_event = found->second;  // lives through its own call
        (*on_event)(event);
    }
}

bool Subscribers::empty() const {
    return state_->by_number.empty();
}

}  // namespace shoal
