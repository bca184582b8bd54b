using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Typing;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>How calls of one function are written for the engine.</summary>
/// <param name="Name">The function, in lower case, or an operator.</param>
/// <param name="ArgumentsMin">The rule is for calls of at least that many arguments.</param>
/// <param name="ArgumentsMax">And of at most that many.</param>
internal abstract record CallRule(string Name, int ArgumentsMin, int ArgumentsMax)
{
    /// <summary>For the first arguments, which <see cref="TypeClass"/> they must be of; empty: any.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether <see cref="Write"/> also writes what follows the call (FILTER, OVER).</summary>
    public virtual bool WritesSuffix => false;

    /// <summary>Writes the call.</summary>
    public abstract void Write(Rewriter rewriter, Site site);

    public bool Takes(int argumentCount) => ArgumentsMin <= argumentCount && argumentCount <= ArgumentsMax;

    public bool Asks(int argument) => argument < Classes.Count && Classes[argument] != TypeClass.Any;

    /// <summary>Whether the rule is for these types, as far as it asks for them.</summary>
    public bool Matches(IReadOnlyList<EngineType?> types)
    {
        for (int i = 0; i < types.Count; i++)
        {
            if (Asks(i) && (types[i] is not { } type || !TypeClass.Matches(Classes[i], type)))
            {
                return false;
            }
        }

        return true;
    }
}
