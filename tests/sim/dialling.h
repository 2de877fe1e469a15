#pragma once
// TCP of one simulated machine: listening and connecting.

#include <memory>

#include "tests/sim/network.h"

namespace shoal::sim {

class HostStreams final : public Streams {
public:
    HostStreams(Network& network, Host& host) : network_{network}, host_{host} {}
    Result<std::unique_ptr<Listener>> listen(const Endpoint& local, Accepted on_accepted) override;
    std::unique_ptr<Dial> dial(const IpAddress& from, const Endpoint& to, Duration timeout,
                               Dialled on_dialled) override;

private:
    Network& network_;
    Host& host_;
};

class HostListener final : public Listener {
public:
    HostListener(Host& host, const Endpoint& local, Streams::Accepted on_accepted);
    ~HostListener() override;
    [[nodiscard]] Endpoint local() const override { return local_; }
    void accept(std::unique_ptr<Stream> stream);

private:
    Host& host_;
    Endpoint local_;
    Streams::Accepted on_accepted_;
};

}  // namespace shoal::sim
