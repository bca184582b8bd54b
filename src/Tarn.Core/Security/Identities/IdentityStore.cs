using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.Security.Policies;
using Tarn.Security.Sessions;
using Tarn.State;

namespace Tarn.Security.Identities;

/// <summary>
/// The users, roles and policies of a lake. Thread-safe; only the process that owns the lake may change them. A change
/// counts for every request that comes after it.
/// </summary>
public sealed class IdentityStore
{
    private const string DocumentName = "security/identities";

    private readonly DocumentStore _documents;
    private readonly ConcurrentDictionary<string, PolicyDocument> _parsed = new(StringComparer.Ordinal);
    private IdentityBook? _book;

    /// <param name="documents">Keeps them.</param>
    /// <param name="timeProvider">Says when something was made.</param>
    /// <param name="idSource">Makes their ids.</param>
    public IdentityStore(DocumentStore documents, TimeProvider timeProvider, IIdSource idSource)
    {
        _documents = documents;
        TimeProvider = timeProvider;
        IdSource = idSource;
        Users = new IdentitySet<User>(
            this,
            "user",
            IdentityLimits.UserLettersMax,
            book => book.Users,
            (book, users) => book with { Users = users });
        Roles = new IdentitySet<Role>(
            this,
            "role",
            IdentityLimits.RoleLettersMax,
            book => book.Roles,
            (book, roles) => book with { Roles = roles });
        Policies = new PolicySet(this);
    }

    public IdentitySet<User> Users { get; }

    public IdentitySet<Role> Roles { get; }

    public PolicySet Policies { get; }

    internal TimeProvider TimeProvider { get; }

    internal IIdSource IdSource { get; }

    /// <summary>The principal that signs with a key of the user; null when there is no such user.</summary>
    public async Task<Principal?> FindPrincipalAsync(string user, CancellationToken cancellationToken) =>
        (await Users.FindAsync(user, cancellationToken))?.ToPrincipal();

    /// <summary>
    /// All policies of a user or of the role that somebody has taken on, its own and those attached to it. The root has
    /// none, nor has who is gone: a role that was made anew under the name is another.
    /// </summary>
    public async Task<IReadOnlyList<PolicyDocument>> PoliciesOfAsync(
        Principal principal, CancellationToken cancellationToken)
    {
        IdentityBook book = await ReadAsync(cancellationToken);
        return FindIn(book, principal) is { } found
            ? [.. found.InlinePolicies.Values.Select(Parse), .. Attached(book, found.AttachedPolicies)]
            : [];
    }

    /// <summary>The policies of a session, besides those of its role.</summary>
    public async Task<IReadOnlyList<PolicyDocument>> PoliciesOfAsync(
        RoleSession session, CancellationToken cancellationToken)
    {
        IdentityBook book = await ReadAsync(cancellationToken);
        return
        [
            // Not remembered: there may be as many as sessions.
            .. session.Policies.Select(text => PolicyDocument.Parse(text, PolicyKind.Identity)),
            .. Attached(book, session.PolicyArns),
        ];
    }

    internal async ValueTask<IdentityBook> ReadAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _book) is { } known)
        {
            return known;
        }

        Document<IdentityBook>? read = await _documents.ReadAsync(
            DocumentName, IdentitiesJson.Default.IdentityBook, cancellationToken);

        // Whoever changed it meanwhile knows better.
        IdentityBook found = read?.Value ?? new IdentityBook();
        return Interlocked.CompareExchange(ref _book, found, null) ?? found;
    }

    /// <summary>Changes the book, durably; what the change throws leaves it as it was.</summary>
    internal async Task<IdentityBook> ChangeAsync(
        Func<IdentityBook, IdentityBook> change, CancellationToken cancellationToken)
    {
        IdentityBook? changed = null;
        try
        {
            await _documents.UpdateAsync(
                DocumentName,
                book =>
                {
                    changed = change(book ?? new IdentityBook());
                    Volatile.Write(ref _book, changed);
                    return changed;
                },
                IdentitiesJson.Default.IdentityBook,
                cancellationToken);
        }
        catch when (changed is not null)
        {
            // It was not written; what counts is what is there.
            Volatile.Write(ref _book, null);
            throw;
        }

        _parsed.Clear();
        return changed!;
    }

    private static Identity? FindIn(IdentityBook book, Principal principal)
    {
        if (principal.UserName is { } user)
        {
            return IdentitySet<User>.FindIn(book.Users, user);
        }

        return principal.Session is { } session
            && IdentitySet<Role>.FindIn(book.Roles, session.Role) is { } role
            && role.Id == session.RoleId
            ? role
            : null;
    }

    private IEnumerable<PolicyDocument> Attached(IdentityBook book, IReadOnlyList<string> arns) => arns
        .Select(arn => PolicySet.FindIn(book, arn))
        .OfType<ManagedPolicy>()
        .Select(policy => Parse(policy.Document));

    private PolicyDocument Parse(string text) =>
        _parsed.GetOrAdd(text, text => PolicyDocument.Parse(text, PolicyKind.Identity));
}
