#pragma once
// Content bytes to stdout, without ever holding up the loop: who reads them may be slow.

#include <functional>
#include <memory>

#include "core/result.h"
#include "core/uv_world.h"
#include "crypto/bytes.h"

namespace shoal::cli {

class ByteSink {
public:
    /// A pipe or socket is written to as it takes bytes; a regular file or a terminal at once. `on_change` is called on
    /// the loop when put() may be called again, or when nobody reads any more.
    ByteSink(UvWorld& loop, int descriptor, std::function<void()> on_change);
    ByteSink(const ByteSink&) = delete;
    ByteSink& operator=(const ByteSink&) = delete;

    /// Only while is_idle().
    void put(Bytes bytes);
    /// Everything that was put is written.
    [[nodiscard]] bool is_idle() const { return written_ == bytes_.size(); }
    [[nodiscard]] std::uint64_t total() const { return total_; }
    /// closed: nobody reads any more. io, no_space: it could not be written.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    void write_some();

    Descriptor own_;  // a pipe opened once more: whoever shares the other description keeps it as it is
    int descriptor_;
    std::function<void()> on_change_;
    Bytes bytes_;
    std::size_t written_ = 0;
    std::uint64_t total_ = 0;
    std::optional<Error> error_;
    std::unique_ptr<Watch> watch_;  // none: it takes everything at once
};

}  // namespace shoal::cli
