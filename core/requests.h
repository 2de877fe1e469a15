#pragma once
// Everything an engine can be asked. A new request is one struct in core/commands.h or core/queries.h, one entry here,
// and one handler in transfer/.

#include <variant>

#include "core/commands.h"
#include "core/queries.h"
#include "core/result.h"

namespace shoal {

using Request = std::variant<AddShare, ResolveLink, StartDownload, ListShares, ShowShare, GetStatus, GetDht, ListPeers,
                             PauseShares, ResumeShares, RecheckShare, RemoveShare, SelectFiles, LimitRates, LabelShares,
                             AddPeer, GetMetrics, Diagnose, ListFiles, GetLink, ReadContent, VerifyFolder,
                             GetStreamUrl, PrioritiseFiles, ListSources, GetChunkMap>;
using Reply =
    std::variant<ShareAdded, LinkResolved, ShareView, ShareList, ShareDetails, StatusView, DhtView, PeerList,
                 ShareForgotten, Limits, Done, MetricsView, Diagnosis, FileList, LinkView, ContentPart, VerifyReport,
                 StreamUrl, SourceList, ChunkMap>;

}  // namespace shoal
