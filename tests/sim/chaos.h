#pragma once
// Big faults, brought about at drawn moments: partitions, deaths, full disks, people who edit what is shared.

#include <vector>

#include "tests/sim/whims.h"

namespace shoal::sim {

class Chaos {
public:
    /// `kinds`: what may happen.
    Chaos(Cluster& cluster, Draw draw, std::vector<Fault> kinds, Duration every);
    ~Chaos();
    Chaos(const Chaos&) = delete;
    Chaos& operator=(const Chaos&) = delete;

    void begin();
    /// Nothing more happens, and what can be mended is mended: networks, cables, disks, folders, files. Machines that
    /// are down come up by themselves.
    void end();

private:
    void arm();
    void strike(Fault fault);
    void strike_network(Fault fault);
    void strike_machine(Fault fault, Site& site);
    void strike_disk(Fault fault, Site& site);
    void strike_file(Fault fault, Site& site);
    void put_back(Site& site, Wish& wish, const std::string& path);
    void partition(bool one_way);
    void die(Site& site, Death how);
    void mend(Duration wait, Task how);
    [[nodiscard]] Site& drawn_site(std::size_t from);

    Cluster& cluster_;
    Draw draw_;
    std::vector<Fault> kinds_;
    Duration every_;
    Whims whims_;
    std::size_t honest_;
    std::map<std::uint64_t, Task> mends_;  // what is broken now
    std::uint64_t next_mend_ = 1;
    bool is_over_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace shoal::sim
