namespace Tarn.Security.Policies;

/// <summary>How the values that a request has for a key are taken together.</summary>
internal enum ConditionSet
{
    /// <summary>There is one.</summary>
    Single,

    /// <summary>Each must hold; true when there is none.</summary>
    All,

    /// <summary>One must hold; false when there is none.</summary>
    Any,
}
