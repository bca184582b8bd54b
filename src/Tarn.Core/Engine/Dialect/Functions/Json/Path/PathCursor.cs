namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A place among the tokens of a path.</summary>
internal sealed class PathCursor(string path)
{
    private readonly IReadOnlyList<PathToken> _tokens = PathTokens.Read(path);

    public int Place { get; set; }

    public bool AtEnd => Place >= _tokens.Count;

    public PathToken Take() => AtEnd ? throw Invalid("it ends too early") : _tokens[Place++];

    public bool Is(string text, int ahead = 0) =>
        Place + ahead < _tokens.Count
        && _tokens[Place + ahead] is { Kind: PathTokenKind.Word or PathTokenKind.Symbol } token
        && token.Text == text;

    public bool IsAny(params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (Is(text))
            {
                return true;
            }
        }

        return false;
    }

    public bool TryTake(string text)
    {
        bool isThere = Is(text);
        Place += isThere ? 1 : 0;
        return isThere;
    }

    public void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Invalid($"'{text}' is missing {(AtEnd ? "at the end" : $"before '{_tokens[Place].Text}'")}");
        }
    }

    public InvalidOperationException Invalid(string reason) =>
        FunctionError.InvalidArgument($"Invalid JSON path: '{path}': {reason}");
}
