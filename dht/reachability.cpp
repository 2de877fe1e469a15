#include "dht/reachability.h"

#include <utility>

namespace shoal::dht {

void Reachability::wrote_to(const IpAddress& address, Instant now) {
    if (!turned_) turned_ = now;
    if (now - *turned_ >= reach_memory || written_.size() >= reach_addresses) {
        written_before_ = std::exchange(written_, {});
        turned_ = now;
    }
    written_.insert(address);
}

void Reachability::asked_by(const IpAddress& address, Instant now) {
    if (!written_.contains(address) && !written_before_.contains(address)) since_ = now;
}

bool Reachability::is_read_only(bool is_public, Instant now) {
    if (!is_public) {
        since_.reset();
        return false;
    }
    if (!since_ || now - *since_ >= reach_patience + reach_retest) since_ = now;
    return now - *since_ >= reach_patience;
}

}  // namespace shoal::dht
