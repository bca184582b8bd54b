using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>A call, an operation or a subscript that a rule is looked up for.</summary>
/// <param name="Name">The function in lower case, the operator, or <c>[]</c>.</param>
/// <param name="Operands">The arguments in order.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record Site(string Name, IReadOnlyList<SqlNode> Operands, SqlNode Place)
{
    /// <summary>Of a cast: the type to cast to, as the engine spells it; else empty.</summary>
    public string EngineTypeText { get; init; } = "";

    /// <summary>Of the operands that the rules ask about; null for others, and while types are not known.</summary>
    public IReadOnlyList<EngineType?> Types { get; init; } = new EngineType?[Operands.Count];
}
