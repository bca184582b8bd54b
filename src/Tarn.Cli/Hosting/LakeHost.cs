using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Cli.Hosting;

/// <summary>The parts of Tarn put together for one lake directory.</summary>
public sealed class LakeHost : IAsyncDisposable
{
}
