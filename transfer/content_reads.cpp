#include "transfer/content_reads.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

/// How much later the next chunk of a reader is wanted: 5 MB/s, a film of the better kind. It only orders readers.
constexpr Duration per_chunk_ahead = 50ms;
constexpr Duration per_trail = limits::read_ahead_bytes / crypto::chunk_size * per_chunk_ahead;

/// Chunks of the share from the one that holds `from` up to the one that holds the byte before `end`.
std::pair<std::uint32_t, std::uint32_t> chunks_between(const Manifest& manifest, FileIndex file, std::uint64_t from,
                                                       std::uint64_t end) {
    const auto base = raw(manifest.first_chunk(file));
    const auto first = static_cast<std::uint32_t>(from / crypto::chunk_size);
    const auto last = static_cast<std::uint32_t>((end + crypto::chunk_size - 1) / crypto::chunk_size);
    return {base + first, base + last};
}

std::uint64_t size_of(const Manifest& manifest, FileIndex file) {
    return manifest.files()[raw(file)].size;
}

/// Where the bytes end that the read asks for; and those that it will want next.
std::uint64_t end_of(const Manifest& manifest, const ReadWish& wish) {
    return std::min(size_of(manifest, wish.file), wish.offset + wish.length);
}

std::uint64_t end_ahead(const Manifest& manifest, const ReadWish& wish) {
    const auto ahead = std::min(wish.ahead, limits::read_ahead_bytes);
    return std::min(size_of(manifest, wish.file), end_of(manifest, wish) + ahead);
}

}  // namespace

class ContentReads::Handle final : public Reading {
public:
    Handle(ContentReads& reads, std::uint64_t number) : reads_{reads}, alive_{reads.alive_.watch()}, number_{number} {}
    ~Handle() override {
        if (!alive_.expired()) reads_.end(number_);
    }

private:
    ContentReads& reads_;
    std::weak_ptr<const void> alive_;
    std::uint64_t number_;
};

ContentReads::~ContentReads() {
    for (auto& [number, one] : std::exchange(waiting_, {})) {
        --room_.waiting;
        one.done(fail(Errc::closed, "the share is not run any more"));
    }
}

std::unique_ptr<Reading> ContentReads::read(std::shared_ptr<const Manifest> manifest, const ReadWish& wish, Done done) {
    const auto number = next_++;
    const bool is_full = waiting_.size() >= limits::content_reads_per_share || room_.waiting >= limits::content_reads;
    auto& one = waiting_[number];
    ++room_.waiting;
    one.manifest = std::move(manifest);
    one.wish = wish;
    one.wish.offset = std::min(wish.offset, size_of(*one.manifest, wish.file));
    one.wish.length = std::min(wish.length, size_of(*one.manifest, wish.file) - one.wish.offset);
    one.done = std::move(done);
    one.asked = host_.now();
    if (is_full) {
        one.is_refused = true;
        one.timeout = timers_.at(one.asked, [this, number] {
            answer(number, fail(Errc::limit, "too many reads wait already; try again when some have ended"));
        });
        return std::make_unique<Handle>(*this, number);
    }
    if (one.wish.length > 0) {
        const auto [first, last] =
            chunks_between(*one.manifest, wish.file, one.wish.offset, end_of(*one.manifest, one.wish));
        one.first = first;
        one.count = last - first;
        // Whoever reads on is where the trail was; what it leaves behind itself is not wanted any more.
        std::erase_if(trails_, [&](const Trail& trail) {
            return trail.file == wish.file && trail.first <= last && first < trail.end;
        });
    }
    if (wish.timeout > 0ns) {
        one.timeout = timers_.at(one.asked + wish.timeout, [this, number] {
            answer(number, fail(Errc::timed_out, "these bytes have not arrived yet: " + host_.why_late()));
        });
    }
    urge_soon();
    look_again();
    return std::make_unique<Handle>(*this, number);
}

void ContentReads::look_again() {
    if (waiting_.empty() || looks_again_) return;
    looks_again_ = timers_.at(host_.now(), [this, alive = alive_.watch()] {
        looks_again_.reset();
        std::vector<std::uint64_t> numbers;  // an answer may begin and end others
        for (const auto& [number, one] : waiting_) numbers.push_back(number);
        for (const auto number : numbers) {
            if (!alive.expired()) advance(number);
        }
    });
}

void ContentReads::store_closed() {
    for (auto& [number, one] : waiting_) std::erase_if(one.parts, [](const auto& part) { return !part.second; });
}

/// Reads what is here; answers when that is all of it, or when the rest never comes.
void ContentReads::advance(std::uint64_t number) {
    const auto found = waiting_.find(number);
    if (found == waiting_.end() || found->second.is_refused) return;
    auto& one = found->second;
    if (one.count == 0) return answer(number, Bytes{});
    auto* const store = host_.store();
    bool lacks = store == nullptr;
    for (auto chunk = one.first; store != nullptr && chunk < one.first + one.count; ++chunk) {
        if (one.parts.contains(chunk)) continue;
        if (!store->have().test(ChunkIndex{chunk})) {
            lacks = true;
            continue;
        }
        one.parts[chunk] = nullptr;
        store->read(ChunkIndex{chunk}, [this, alive = alive_.watch(), number, chunk](auto data) {
            if (!alive.expired()) was_read(number, chunk, std::move(data));
        });
    }
    if (!lacks) return;
    if (const auto why = host_.never_comes()) answer(number, std::unexpected{*why});
}

void ContentReads::was_read(std::uint64_t number, std::uint32_t chunk, Result<std::shared_ptr<const Bytes>> data) {
    const auto found = waiting_.find(number);
    if (found == waiting_.end()) return;
    auto& one = found->second;
    if (!data) return answer(number, std::unexpected{std::move(data).error()});
    one.parts[chunk] = std::move(*data);
    const bool is_whole = one.parts.size() == one.count &&
                          std::ranges::all_of(one.parts, [](const auto& part) { return part.second != nullptr; });
    if (is_whole) answer(number, assembled(one));
}

Bytes ContentReads::assembled(const Waiting& one) {
    Bytes out;
    out.reserve(one.wish.length);
    auto skip = one.wish.offset % crypto::chunk_size;
    for (const auto& [chunk, part] : one.parts) {
        const auto rest = BytesView{*part}.subspan(skip);
        const auto taken = rest.first(std::min<std::size_t>(rest.size(), one.wish.length - out.size()));
        out.insert(out.end(), taken.begin(), taken.end());
        skip = 0;
    }
    return out;
}

void ContentReads::answer(std::uint64_t number, Result<Bytes> result) {
    auto answered = waiting_.extract(number);
    --room_.waiting;
    if (result) leave_trail(answered.mapped());
    urge_soon();
    answered.mapped().done(std::move(result));
}

void ContentReads::leave_trail(const Waiting& one) {
    const auto from = end_of(*one.manifest, one.wish);
    const auto end = end_ahead(*one.manifest, one.wish);
    if (from >= end) return;
    const auto [first, last] = chunks_between(*one.manifest, one.wish.file, from, end);
    if (trails_.size() >= limits::read_trails) trails_.erase(trails_.begin());
    trails_.push_back({one.wish.file, first, last, host_.now() + limits::read_lingers});
}

/// Whoever asked is gone.
void ContentReads::end(std::uint64_t number) {
    if (waiting_.erase(number) == 0) return;
    --room_.waiting;
    urge_soon();
}

void ContentReads::fade() {
    std::erase_if(trails_, [&](const Trail& trail) { return trail.until <= host_.now(); });
    if (trails_.empty() || fades_) return;
    fades_ = timers_.at(trails_.front().until, [this] {
        fades_.reset();
        urge_again();
    });
}

/// Many reads end and begin in one turn.
void ContentReads::urge_soon() {
    if (urges_) return;
    urges_ = timers_.at(host_.now(), [this] {
        urges_.reset();
        urge_again();
    });
}

void ContentReads::urge_again() {
    fade();
    std::vector<Urgent> awaited;
    std::vector<Urgent> ahead;
    const auto* const store = host_.store();
    const auto is_missing = [&](std::uint32_t chunk) {
        return store == nullptr || !store->have().test(ChunkIndex{chunk});
    };
    const auto add_ahead = [&](std::uint32_t first, std::uint32_t end, Instant by) {
        for (auto chunk = first; chunk < end; ++chunk, by += per_chunk_ahead) {
            if (is_missing(chunk)) ahead.push_back({ChunkIndex{chunk}, by, false});
        }
    };
    for (const auto& [number, one] : waiting_) {
        if (one.count == 0) continue;
        for (auto chunk = one.first; chunk < one.first + one.count; ++chunk) {
            if (is_missing(chunk)) awaited.push_back({ChunkIndex{chunk}, one.asked, true});
        }
        const auto end = end_ahead(*one.manifest, one.wish);
        const auto last = chunks_between(*one.manifest, one.wish.file, 0, end).second;
        add_ahead(one.first + one.count, last, one.asked + per_chunk_ahead);
    }
    // The newest first: of a reader who seeks, what was ahead before.
    auto by = host_.now() + limits::read_lingers;
    for (auto trail = trails_.rbegin(); trail != trails_.rend(); ++trail, by += per_trail) {
        add_ahead(trail->first, trail->end, by);
    }
    std::ranges::sort(ahead, {}, &Urgent::by);
    awaited.insert(awaited.end(), ahead.begin(), ahead.end());
    if (awaited.size() > limits::urgent_chunks) awaited.resize(limits::urgent_chunks);
    if (awaited.empty() && !is_urging_) return;
    is_urging_ = !awaited.empty();
    host_.urge(awaited);
}

}  // namespace shoal::transfer
