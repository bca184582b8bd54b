using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary><c>json_exists(input, path [PASSING …] [{TRUE | FALSE | UNKNOWN | ERROR} ON ERROR])</c></summary>
internal sealed record JsonExistsRule() : CallRule("json_exists", 2, byte.MaxValue)
{
    private static readonly string[] OnError = ["TRUE", "FALSE", "UNKNOWN", "ERROR"];

    public override void Write(Rewriter rewriter, Site site)
    {
        PathCall call = new(rewriter, site);
        string word = Array.Find(OnError, word => call.Cursor.TryTake(word, "ON", "ERROR")) ?? "FALSE";
        call.Cursor.ExpectEnd();
        call.Write(rewriter, "tarn_json_exists", word.ToLowerInvariant());
    }
}
