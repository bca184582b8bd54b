using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>A model with everything that has to be there before it runs: what its SQL and its checks read.</summary>
internal sealed record ModelNode(ModelDefinition Model, IReadOnlyList<ResolvedTable> Needs);
