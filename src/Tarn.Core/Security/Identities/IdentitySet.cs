using Tarn.Common;
using Tarn.Security.Policies;

namespace Tarn.Security.Identities;

/// <summary>The users of a lake, or its roles.</summary>
/// <typeparam name="T">Which.</typeparam>
public sealed class IdentitySet<T>
    where T : Identity
{
    private const int PolicyNameLengthMax = 128;

    private readonly IdentityStore _store;
    private readonly string _kind;
    private readonly int _lettersMax;
    private readonly Func<IdentityBook, IReadOnlyList<T>> _read;
    private readonly Func<IdentityBook, IReadOnlyList<T>, IdentityBook> _write;

    internal IdentitySet(
        IdentityStore store,
        string kind,
        int lettersMax,
        Func<IdentityBook, IReadOnlyList<T>> read,
        Func<IdentityBook, IReadOnlyList<T>, IdentityBook> write)
    {
        _store = store;
        _kind = kind;
        _lettersMax = lettersMax;
        _read = read;
        _write = write;
    }

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken) =>
        _read(await _store.ReadAsync(cancellationToken));

    /// <summary>Null when there is none.</summary>
    public async Task<T?> FindAsync(string name, CancellationToken cancellationToken) =>
        FindIn(_read(await _store.ReadAsync(cancellationToken)), name);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<T> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw IdentityErrors.Missing(_kind, name);

    /// <exception cref="TarnException">
    /// <c>TN8002</c>: the name is taken; <c>TN1005</c>: it is no name; <c>TN8001</c>, <c>TN8004</c>: its policies are
    /// none, or too long.
    /// </exception>
    public async Task<T> AddAsync(T identity, CancellationToken cancellationToken)
    {
        IdentityNames.CheckName(_kind, identity.Name, IdentityLimits.NameLengthMax);
        IdentityNames.CheckPath(identity.Path);
        Check(identity);
        await _store.ChangeAsync(
            book => FindIn(_read(book), identity.Name) is null
                ? _write(book, [.. _read(book).Append(identity).OrderBy(one => one.Name, StringComparer.Ordinal)])
                : throw IdentityErrors.Exists(_kind, identity.Name),
            cancellationToken);
        return identity;
    }

    /// <param name="name">Which.</param>
    /// <param name="change">Keeps name, id and path.</param>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none; and those of <see cref="AddAsync"/>.</exception>
    public async Task<T> ChangeAsync(string name, Func<T, T> change, CancellationToken cancellationToken)
    {
        IdentityBook changed = await _store.ChangeAsync(book => With(book, name, change), cancellationToken);
        return FindIn(_read(changed), name)!;
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN8003</c>: it has policies.</exception>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => _store.ChangeAsync(
        book =>
        {
            T found = FindIn(_read(book), name) ?? throw IdentityErrors.Missing(_kind, name);
            return found.InlinePolicies.Count + found.AttachedPolicies.Count > 0
                ? throw IdentityErrors.InUse(_kind, name, "policies")
                : _write(book, [.. _read(book).Where(one => one != found)]);
        },
        cancellationToken);

    /// <summary>Sets a policy of its own.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>, <c>TN1005</c>, <c>TN8001</c>, <c>TN8004</c>.</exception>
    public Task PutPolicyAsync(string name, string policy, string document, CancellationToken cancellationToken)
    {
        IdentityNames.CheckName("policy", policy, PolicyNameLengthMax);
        PolicyDocument.Parse(document, PolicyKind.Identity);
        return ChangeAsync(
            name,
            found => Changed(found, one => one with
            {
                InlinePolicies = new Dictionary<string, string>(found.InlinePolicies) { [policy] = document },
            }),
            cancellationToken);
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such identity, or it has no such policy.</exception>
    public Task DeletePolicyAsync(string name, string policy, CancellationToken cancellationToken) => ChangeAsync(
        name,
        found => found.InlinePolicies.ContainsKey(policy)
            ? Changed(found, one => one with
            {
                InlinePolicies = found.InlinePolicies.Where(other => other.Key != policy).ToDictionary(),
            })
            : throw IdentityErrors.Missing($"policy of the {_kind} {name}", policy),
        cancellationToken);

    /// <summary>Attaches a policy; again changes nothing.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such identity, or no such policy.</exception>
    public Task AttachAsync(string name, string arn, CancellationToken cancellationToken) => _store.ChangeAsync(
        book => PolicySet.FindIn(book, arn) is null
            ? throw IdentityErrors.Missing("policy", arn)
            : With(book, name, found => Changed(
                found, one => one with { AttachedPolicies = [.. found.AttachedPolicies.Except([arn]), arn] })),
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such identity, or it has no such policy.</exception>
    public Task DetachAsync(string name, string arn, CancellationToken cancellationToken) => ChangeAsync(
        name,
        found => found.AttachedPolicies.Contains(arn)
            ? Changed(found, one => one with { AttachedPolicies = [.. found.AttachedPolicies.Except([arn])] })
            : throw IdentityErrors.Missing($"policy attached to the {_kind} {name}", arn),
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>, <c>TN8004</c>.</exception>
    public Task ChangeTagsAsync(
        string name,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change,
        CancellationToken cancellationToken) => ChangeAsync(
        name, found => Changed(found, one => one with { Tags = change(one.Tags) }), cancellationToken);

    internal static T? FindIn(IReadOnlyList<T> identities, string name) =>
        identities.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private IdentityBook With(IdentityBook book, string name, Func<T, T> change)
    {
        T found = FindIn(_read(book), name) ?? throw IdentityErrors.Missing(_kind, name);
        T changed = change(found);
        Check(changed);
        return _write(book, [.. _read(book).Select(one => one == found ? changed : one)]);
    }

    private void Check(T identity)
    {
        IdentityLimits.Check("tags", identity.Tags.Count, IdentityLimits.TagsMax);
        IdentityLimits.Check("attached policies", identity.AttachedPolicies.Count, IdentityLimits.AttachedMax);
        IdentityLimits.Check(
            $"letters in the policies of a {_kind}",
            identity.InlinePolicies.Values.Sum(IdentityLimits.LettersOf),
            _lettersMax);
        if (identity is Role role)
        {
            IdentityLimits.Check(
                "letters in a trust policy",
                IdentityLimits.LettersOf(role.TrustPolicy),
                IdentityLimits.TrustLettersMax);
            PolicyDocument.Parse(role.TrustPolicy, PolicyKind.Trust);
        }
    }

    private static T Changed(T identity, Func<Identity, Identity> change) => (T)change(identity);
}
