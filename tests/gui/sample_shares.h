#pragma once
// Shares in every state that a person meets, for lists and pictures.

#include <vector>

#include "tests/gui/fake_client.h"

namespace shoal::gui {

/// Another state of it, everything here.
inline ShareView whole(ShareView share) {
    share.state = ShareState::seeding;
    share.bytes_have = share.bytes_durable = share.bytes_wanted_have = share.bytes;
    share.rate_down = 0;
    return share;
}

inline ShareView troubled(ShareView share, std::string code, std::string error) {
    share.state = ShareState::trouble;
    share.error_code = std::move(code);
    share.error = std::move(error);
    share.rate_down = share.rate_up = share.peers = share.seeds = 0;
    return share;
}

inline ShareView resolving(std::string tag, std::string name) {
    ShareView out;
    out.tag = std::move(tag);
    out.name = std::move(name);
    out.added_ms = 1'790'000'400'000;
    return out;
}

/// The newest first, as a list shows them.
inline std::vector<ShareView> sample_shares() {
    std::vector<ShareView> out;
    out.push_back(resolving("aaaaaaa1", "debian-13.1.0-amd64-netinst.iso"));
    out.push_back(a_share("aaaaaaa2", "Holiday photos 2026"));
    out.back().rate_up = 300'000;
    out.push_back(whole(a_share("aaaaaaa3", "Lecture recordings, winter term")));
    out.back().seeds = 0;
    out.back().peers = 3;
    out.back().rate_up = 4'200'000;
    out.push_back(whole(a_share("aaaaaaa4", "Field recordings")));
    out.back().peers = out.back().seeds = 0;
    out.push_back(a_share("aaaaaaa5", "Old letters"));
    out.back().state = ShareState::paused;
    out.back().paused = true;
    out.back().rate_down = out.back().peers = out.back().seeds = 0;
    out.push_back(troubled(a_share("aaaaaaa6", "Raw footage"), "no_space", "write /srv/raw: no space left on device"));
    out.push_back(a_share("aaaaaaa7", "Genome of the year"));
    out.back().state = ShareState::checking;
    out.back().rate_down = 0;
    out.push_back(
        a_share("aaaaaaa8", "A share with a name that is so long that it does not fit into any column at all"));
    out.back().peers = out.back().seeds = out.back().rate_down = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].number = out.size() - i;
        out[i].added_ms = 1'790'000'400'000 - i * 86'400'000;
    }
    return out;
}

}  // namespace shoal::gui
