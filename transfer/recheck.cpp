#include "transfer/recheck.h"

namespace shoal::transfer {

void Recheck::add(ChunkIndex chunk) {
    bad_.insert(chunk);
    later();
}

void Recheck::later() {
    if (timer_ || trying_ || bad_.empty()) return;
    timer_ = timers_.at(timers_.now() + recheck_every, [this] {
        timer_.reset();
        next(recheck_at_once);
    });
}

void Recheck::next(unsigned left) {
    trying_ = false;
    if (bad_.empty()) return;
    if (left == 0) return later();
    auto chosen = bad_.upper_bound(last_);
    if (chosen == bad_.end()) chosen = bad_.begin();
    last_ = *chosen;
    trying_ = true;
    try_one_(last_, [this, alive = std::weak_ptr{alive_}, left, chunk = last_](bool good) {
        if (alive.expired()) return;
        if (!good) return next(left - 1);
        bad_.erase(chunk);
        next(left);  // what is good costs no turn: the rest of the file is probably good too
    });
}

}  // namespace shoal::transfer
