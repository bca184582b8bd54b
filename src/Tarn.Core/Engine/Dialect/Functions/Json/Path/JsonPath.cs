namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A path: what it takes out of an item, and whether it is strict about the item's structure.</summary>
internal sealed record JsonPath(PathNode Expression, bool IsStrict)
{
    /// <summary>The names, when the path is nothing but <c>$.a.b</c>; otherwise null.</summary>
    public IReadOnlyList<string>? Members { get; } = MembersOf(Expression);

    /// <summary>The items that the path leads to, in order.</summary>
    /// <exception cref="PathException">The item is not as the path wants it, or a computation fails.</exception>
    public IReadOnlyList<JsonItem> Evaluate(JsonItem root, IReadOnlyDictionary<string, JsonItem> variables) =>
        new PathEvaluator(root, variables, IsStrict).Evaluate(Expression, PathScope.Outermost);

    private static List<string>? MembersOf(PathNode expression)
    {
        List<string> names = [];
        while (expression is PathNode.Member { Name: string name } member)
        {
            names.Insert(0, name);
            expression = member.Target;
        }

        return expression is PathNode.Root ? names : null;
    }
}
