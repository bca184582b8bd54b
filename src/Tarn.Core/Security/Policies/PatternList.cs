namespace Tarn.Security.Policies;

/// <summary>What an Action, NotAction, Resource or NotResource lists.</summary>
internal sealed class PatternList
{
    private readonly TextPattern[] _plain;
    private readonly VariablePattern[] _variable;
    private readonly bool _isNegated;
    private readonly bool _ignoresCase;

    /// <param name="patterns">As they were written.</param>
    /// <param name="isNegated">Whether it lists what is not covered.</param>
    /// <param name="ignoresCase">Actions do.</param>
    /// <param name="hasVariables">Whether <c>${…}</c> has a meaning: not in policies of 2008.</param>
    public PatternList(IReadOnlyList<string> patterns, bool isNegated, bool ignoresCase, bool hasVariables)
    {
        _isNegated = isNegated;
        _ignoresCase = ignoresCase;
        _variable = hasVariables ? [.. patterns.Select(VariablePattern.Of).OfType<VariablePattern>()] : [];
        _plain =
        [
            .. patterns
                .Where(pattern => !hasVariables || VariablePattern.Of(pattern) is null)
                .Select(pattern => new TextPattern(pattern, ignoresCase)),
        ];
    }

    /// <summary>Whether there is nothing that it does not cover.</summary>
    public bool CoversEverything => !_isNegated && _plain.Any(pattern => pattern.IsEverything);

    /// <summary>Whether it is about the text.</summary>
    /// <param name="text">An action or a resource.</param>
    /// <param name="request">Values of variables.</param>
    /// <param name="effect">
    /// A variable without a value matches nothing, and where that would make an exception smaller nothing is allowed.
    /// </param>
    public bool Covers(string text, PolicyRequest request, PolicyEffect effect)
    {
        foreach (TextPattern pattern in _plain)
        {
            if (pattern.Matches(text))
            {
                return !_isNegated;
            }
        }

        bool isUnknown = false;
        foreach (VariablePattern pattern in _variable)
        {
            bool? matches = pattern.Matches(text, request, _ignoresCase);
            if (matches == true)
            {
                return !_isNegated;
            }

            isUnknown |= matches is null;
        }

        return _isNegated && (!isUnknown || effect == PolicyEffect.Deny);
    }
}
