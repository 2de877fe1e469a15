#pragma once
// An engine that has very many shares, of which some move.

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "gui/engine_client.h"

namespace shoal::gui {

class ManyShares : public EngineClient {
    Q_OBJECT

public:
    ManyShares(std::size_t shares, std::size_t moving);

    AskId dispatch(Request request, AnyDone done) override;
    void cancel(AskId) override {}
    [[nodiscard]] Connection connection() const override;

    /// Those that move have got further: one event, as an engine sends it.
    void move_on();

private:
    std::vector<ShareView> shares_;
    std::vector<std::size_t> moving_;
    std::mt19937 random_{6};
    AskId next_ = 1;
};

}  // namespace shoal::gui
