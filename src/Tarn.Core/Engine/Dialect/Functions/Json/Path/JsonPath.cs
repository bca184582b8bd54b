namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A path: what it takes out of an item, and whether it is strict about the item's structure.</summary>
internal sealed record JsonPath(PathNode Expression, bool IsStrict)
{
    /// <summary>The items that the path leads to, in order.</summary>
    /// <exception cref="PathException">The item is not as the path wants it, or a computation fails.</exception>
    public IReadOnlyList<JsonItem> Evaluate(JsonItem root, IReadOnlyDictionary<string, JsonItem> variables) =>
        new PathEvaluator(root, variables, IsStrict).Evaluate(Expression, PathScope.Outermost);
}
