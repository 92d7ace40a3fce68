// Decisions of a session, by who is answered: a hook, a model request, a person.

global using EventDecision = Brain.Domain.Decisions.Decision<
    Brain.Domain.Sessions.Session,
    Brain.Messages.Sessions.SessionAnswer,
    Brain.Domain.Sessions.SessionChange
>;
global using ReceiptDecision = Brain.Domain.Decisions.Decision<
    Brain.Domain.Sessions.Session,
    Brain.Messages.Sessions.Receipt,
    Brain.Domain.Sessions.SessionChange
>;
global using StepDecision = Brain.Domain.Decisions.Decision<
    Brain.Domain.Sessions.Session,
    Brain.Messages.Sessions.ModelRequestAnswer,
    Brain.Domain.Sessions.SessionChange
>;
