#pragma once
// Who listens to an engine's events.

#include <cstdint>
#include <map>
#include <memory>

#include "core/engine.h"

namespace shoal {

/// Fans events out, in the order of subscription. Lives on the loop. Handles may outlive it. From inside its callback a
/// subscriber may end any subscription, its own too, or destroy this object; who subscribes meanwhile hears the next
/// event.
class Subscribers {
public:
    Subscribers();
    ~Subscribers();
    Subscribers(const Subscribers&) = delete;
    Subscribers& operator=(const Subscribers&) = delete;

    [[nodiscard]] std::unique_ptr<Subscription> add(Engine::OnEvent on_event);
    void tell(const Event& event);
    [[nodiscard]] bool empty() const;

private:
    struct State {
        std::uint64_t next = 0;
        std::map<std::uint64_t, std::shared_ptr<Engine::OnEvent>> by_number;
    };
    class Handle;
    std::shared_ptr<State> state_;
};

}  // namespace shoal
