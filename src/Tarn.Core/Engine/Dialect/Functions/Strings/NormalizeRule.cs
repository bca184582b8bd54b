using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>normalize: the form is a word, not an argument. The engine knows NFC only.</summary>
internal sealed record NormalizeRule() : CallRule("normalize", 1, 2)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        string form = site.Operands.Count == 1 ? "NFC" : rewriter.SourceOf(site.Operands[1]).Trim().ToUpperInvariant();
        if (form != "NFC")
        {
            throw EngineError.Create(
                EngineErrorKind.Parser, $"normalize: the form {form} is not supported, only NFC.", site.Place.Start);
        }

        TemplateRule.Write(rewriter, site, "nfc_normalize({0})");
    }
}
