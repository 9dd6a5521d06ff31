/* Made by `npm run types` from the server's OpenAPI description. Do not edit. */

export interface paths {
    "/api/v1/assessment-team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who talks with a citizen in an assessment, for how long and what for */
        get: operations["getAssessmentTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The help there is */
        get: operations["getCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The citizens I work with, those who wait first */
        get: operations["listMyCitizens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A new citizen, with a plan */
        put: operations["createCitizen"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizens/{id}/codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A one-time sign-in code to hand over */
        put: operations["issueCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizens/{id}/cpr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The number by which MitID finds a citizen */
        put: operations["putCitizenCpr"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a citizen can say yes to, in the words that hold now */
        get: operations["listConsentTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delivery/{gateway}/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An SMS gateway tells what became of a message */
        post: operations["takeDeliveryReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which ways in there are beside a code */
        get: operations["getDoors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the citizen has become good at, once */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom a question is about */
        post: operations["lookFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at my citizens' plans without working with them, and why, in the last 30 days */
        get: operations["listGlass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/glass/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan that I look at so, until the time is out */
        get: operations["getGlass"];
        /** Look at one plan that I do not work with, for a reason that the citizen reads */
        put: operations["breakGlass"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an invitation */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When I am away, and for whom I stand in */
        get: operations["listAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/absences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** I am away, and a colleague stands in */
        put: operations["putAbsence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My own calendar address */
        get: operations["getCalendarFeed"];
        /** Turn my calendar address on or off, or renew it */
        put: operations["putCalendarFeed"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom to call, because nothing else reached them */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** How a call went */
        put: operations["endCall"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/caseload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many citizens I have, or each consultant of the team whose lead I am, against the norm */
        get: operations["listCaseload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A one-time link for one more phone of my own */
        put: operations["linkDevice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ended-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans that have ended and are deleted within 90 days, or are held back, as team lead */
        get: operations["listEndedPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ended-plans/{plan}/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hold a plan back that has ended, until a day: why is told to the citizen */
        put: operations["holdPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ended-plans/{plan}/let-go": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a plan go that was held back: it is deleted by its time */
        put: operations["letPlanGo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ended-plans/{plan}/reopened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The plan of a consultant's citizen goes on after all, as team lead, and why */
        put: operations["reopenPlanAsLead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of the teams that I lead: counts and delays, of no group smaller than five */
        get: operations["getFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of consultant that concern me, and whom I can give to a colleague */
        get: operations["listHandovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/handovers/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a consultant's citizen to another, as team lead */
        put: operations["handOver"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My work queue: what I am told of on the plans I work with, the loudest first */
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reading-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many readings of the last four weeks I am to look at; it names nobody */
        get: operations["listReadingSamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reading-samples/{week}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has read what in a week: emergency access, who did not work with the citizen, and some of the others */
        get: operations["getReadingSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reading-samples/{week}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What I think of a reading: fine, or what I asked about */
        put: operations["checkReading"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I was told of, and when */
        get: operations["listReminders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reminders/{id}/opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** I opened what I was told of */
        put: operations["markOpened"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I often write */
        get: operations["listReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what I often write */
        put: operations["putReply"];
        post?: never;
        /** Forget what I often wrote */
        delete: operations["deleteReply"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose word about their own people is mine to take up */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change how I want to be reached */
        put: operations["updateMe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sparring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What my team asks each other about, and what I keep of it */
        get: operations["listSparring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sparring-notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget what I kept */
        delete: operations["forgetIdea"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sparring/{card}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take my card down for good */
        delete: operations["endSparring"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sparring/{card}/ideas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a colleague an idea */
        put: operations["putIdea"];
        post?: never;
        /** Take an idea away for good: my own, or one on my card */
        delete: operations["removeIdea"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sparring/{card}/ideas/{id}/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep an idea on my card as a note to myself */
        put: operations["keepIdea"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/stories-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I fetched and am to take down */
        get: operations["listStoriesOver"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/stories-over/{export}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What was fetched is told no more */
        put: operations["endStoryExport"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has waited so long for a colleague's answer that I am told */
        get: operations["listWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/week": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My week over all the citizens I work with: meetings, calls, and what falls due */
        get: operations["getWeek"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own passkeys */
        get: operations["listPasskeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a new passkey */
        put: operations["addPasskey"];
        post?: never;
        /** Remove a passkey */
        delete: operations["removePasskey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the browser for a new passkey */
        post: operations["askPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan as I may see it */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has looked at my plan, when and what for, the newest first */
        get: operations["listAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/agreements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change an agreement */
        put: operations["putAgreement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer the draft; a yes makes it the plan */
        put: operations["answerPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/as/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My plan as one of my people sees it */
        get: operations["seeAs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Book the talks of an assessment on one day: all or none */
        put: operations["bookAssessment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/conference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what is put together at the conference; the first time opens it */
        put: operations["putConference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put what was picked on the plan and ask the citizen */
        put: operations["makeDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/notes/{meeting}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write my note of the talk that I held */
        put: operations["putNote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let those who talk with me read each other's notes, or not any more */
        put: operations["shareNotes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/stopped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Call an assessment off, with the talks that are ahead */
        put: operations["dropAssessment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/assessments/{id}/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move the talks of an assessment together: all or none */
        put: operations["moveAssessment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put up a photo or a drawing, or send what a message will carry */
        put: operations["uploadAttachment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/attachments/{id}/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a picture's text, or put it away */
        put: operations["putAttachment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The photo (JPEG), the drawing (strokes) or the recording */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What wants attention on a plan, who has been told, and what ends it */
        get: operations["getAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/attention/settled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** It may stay as it is: the alert does not come back for this cause */
        put: operations["settleAlert"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** How the board is laid out, and which goals are in focus */
        put: operations["putBoard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/bookings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Book several meetings as one: all or none */
        put: operations["bookMeetings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/brief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What to have in mind before meeting or calling the citizen */
        get: operations["getBrief"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/challenges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make, change or put away what is hard, and what helps */
        put: operations["putChallenge"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed since my rev */
        get: operations["getPlanChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/changes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer a change of the plan, or reply to the answer */
        put: operations["answerPlanChange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say yes to something, or write down that the citizen did */
        put: operations["putConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consents/{id}/confirmed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that what staff wrote down is what I said */
        put: operations["confirmConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consents/{id}/let-run-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that a consent may stop by itself on its day */
        put: operations["letConsentRunOut"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consents/{id}/withdrawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a consent back, at once */
        put: operations["withdrawConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consultant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The change of consultant, with what passes on */
        get: operations["getHandover"];
        /** Give my citizen to a colleague from a day on, or take that back */
        put: operations["changeConsultant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consultant/hello": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say hello as the new consultant */
        put: operations["helloFromConsultant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/consultant/word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what the new consultant should know */
        put: operations["tellNewConsultant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contact-threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What my people and I write to each other; to one of them, what he and the citizen do */
        get: operations["listContactThreads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts-tried/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Note that I tried to reach the citizen */
        put: operations["logContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether it was the right one who took the invitation */
        put: operations["confirmContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hear nothing of what one of my people sends, or hear it again */
        put: operations["muteContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that one of my people sent, also what I did not want to hear */
        get: operations["listNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/offers/{note}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say yes or no to an offer of help */
        put: operations["answerOffer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let what one of my people sees stand still, or go on */
        put: operations["pauseContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let one of my people see nothing more, at once */
        put: operations["removeContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tell the consultant that one of my people is not good to me */
        put: operations["reportContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** This is what I did about what the citizen told of one of her people */
        put: operations["takeReports"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/contacts/{id}/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one of my people sees and may do now */
        get: operations["getSharing"];
        /** What one of my people may see and do, and until when */
        put: operations["putSharing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/dream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** My dream, in my own words */
        put: operations["putDream"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/efforts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change an effort */
        put: operations["putEffort"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/efforts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what came of an effort and what comes then; the citizen is asked for a word */
        put: operations["endEffort"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/efforts/{id}/end/undone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** It does not end after all; as long as the citizen has not said his word */
        put: operations["undoEnd"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/efforts/{id}/end/without-word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** End an effort whose citizen has not said his word in time; he may still say it */
        put: operations["endWithoutWord"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/efforts/{id}/word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** My own word about an effort that ends */
        put: operations["sayEndWord"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/encouragements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send the citizen a kind word */
        put: operations["encourage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The plan ends: why, and who speaks with the citizen afterwards; refused while something on it waits */
        put: operations["endPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Everything about me in one zip: data, to read, pictures and sounds */
        put: operations["exportMine"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I asked, and what was answered */
        get: operations["listFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/feedback/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask somebody at my workplace what I have become good at */
        put: operations["askForFeedback"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/feedback/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what was said as a strength, or let it go */
        put: operations["answerFeedback"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/flags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that something does not work */
        put: operations["raiseFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/flags/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make something otherwise because it did not work */
        put: operations["answerFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/flags/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether it helped */
        put: operations["confirmAdjustment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/flags/{id}/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write about what does not work */
        put: operations["writeOnFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/flags/{id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** I have seen that something does not work */
        put: operations["seeFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/goals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change a goal */
        put: operations["putGoal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened on the plan, newest first, in plain sentences */
        get: operations["getPlanHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hours with pay, week by week, as they were told; a week that is not there is not told of */
        get: operations["getHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/hours/goal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The hours with pay a week that I choose as my own next goal */
        put: operations["putHoursGoal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/hours/weeks/{from}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tell of one week's hours with pay, or of a run of weeks alike */
        put: operations["putHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My invitations */
        get: operations["listInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Invite somebody to see a part of my plan */
        put: operations["inviteContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/invitations/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take back an invitation that nobody took */
        put: operations["withdrawInvitation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/leaving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Be one of the citizen's people no more */
        put: operations["leavePlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/measurements/{id}/answers/{question}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** My own answer to one question of how far it has come */
        put: operations["answerQuestion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Book, move or cancel a meeting */
        put: operations["putMeeting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/absence/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer that the citizen cannot come */
        put: operations["answerAbsence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/along": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether I come along, or drive */
        put: operations["answerAlong"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that I come or cannot, how we meet, whom I want along, that I want to be fetched */
        put: operations["answerMeeting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A meeting as a file for one's own calendar */
        get: operations["getMeetingCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Call a meeting off */
        put: operations["cancelMeeting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/pick-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer that the citizen wants to be fetched */
        put: operations["answerPickUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write down what was said at a meeting, and what was agreed */
        put: operations["putSummary"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/summary/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that the summary is right, or what is to be corrected */
        put: operations["answerSummary"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/{id}/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose one of the times I was offered: the meeting is moved */
        put: operations["chooseTime"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/meetings/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What to think of before these meetings are booked or moved */
        post: operations["checkMeetings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of a thread */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a message */
        put: operations["sendMessage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/{id}/no-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The citizen's message needs no answer, or does after all */
        put: operations["needNoAnswer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a message of one's own back, within 30 seconds */
        put: operations["recallMessage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/{id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Correct a message of one's own; what it said stays readable */
        put: operations["correctMessage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/{id}/translation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a person's translation beside a message */
        put: operations["translateMessage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I have read up to here */
        post: operations["markMessagesRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/messages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for words in a thread */
        post: operations["searchMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/notes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether what was written after a talk fits */
        put: operations["answerNote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/offers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Offer the citizen help */
        put: operations["offerHelp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan as I may see it, on one page of A4 (PDF) */
        get: operations["getPlanPaper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/promise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who answers today, by when, and where to call */
        get: operations["getPromise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The draft is ready: ask the citizen about it */
        put: operations["proposePlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/protection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Whether the citizen lives at a protected address */
        put: operations["putProtection"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the citizen can be reached, and what could not be told */
        get: operations["getReach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/reopened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The plan goes on after all, and why */
        put: operations["reopenPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask to meet, or take that back */
        put: operations["requestMeeting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/requests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer that the citizen asks to meet; a yes can book the meeting */
        put: operations["answerRequest"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/requests/{id}/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose one of the times I was offered: the meeting is booked */
        put: operations["chooseRequestTime"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long everything about me is kept, and when the oldest of it goes */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/rights-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask that something is corrected or erased */
        put: operations["askForRight"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/rights-requests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer what is to be corrected or erased */
        put: operations["answerRight"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/rights-requests/{id}/lengthened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say why the answer takes longer, within the first month */
        put: operations["lengthenRight"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/rights-requests/{id}/withdrawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take such a wish back while it waits */
        put: operations["withdrawRight"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/sparring/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask my team about a citizen, without saying who it is */
        put: operations["putSparring"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/steps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make, change or tick a step */
        put: operations["putStep"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/stories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask whether a story may be told, or change what was asked; the citizen answers anew */
        put: operations["askStory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/stories/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** My story may be told, in just these words and so far; or no thanks */
        put: operations["answerStory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/stories/{id}/withdrawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** My story may not be told any more */
        put: operations["withdrawStory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/stories/{story}/exports/{export}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A story as a file to tell it by, while the citizen's yes stands */
        put: operations["exportStory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-Sent Events for one plan */
        get: operations["streamPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/strengths/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make, change or put away a strength */
        put: operations["putStrength"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/threads/{thread}/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A thread as a file, with a receipt in the plan's history */
        put: operations["exportThread"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/versions/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan as it stood after an entry of the history */
        get: operations["getPlanVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/visibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can see each thing on my plan */
        get: operations["getVisibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/wishes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that I want to hear about some help */
        put: operations["wishForHelp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{plan}/wishes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer what the citizen wants to hear about */
        put: operations["answerWish"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key to subscribe with */
        get: operations["getPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Wake this phone */
        put: operations["subscribePush"];
        post?: never;
        /** Do not wake this phone any more */
        delete: operations["unsubscribePush"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wake my phones once, to try it */
        post: operations["testPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/mine.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema of the data in exportMine */
        get: operations["getMineSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a one-time code */
        post: operations["createSession"];
        /** Sign out */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere else */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a passkey */
        post: operations["createSessionWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the browser for a passkey to sign in with */
        post: operations["askPasskeySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose the PIN of this phone */
        put: operations["putPin"];
        post?: never;
        /** Take the PIN of this phone away */
        delete: operations["removePin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/pin/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show with the PIN that it is her */
        post: operations["checkPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show with a passkey that it is her */
        post: operations["proveWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/proof/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the browser to show with a passkey that it is her */
        post: operations["askProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out on one of one's devices */
        delete: operations["endOneSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-Sent Events for all my plans */
        get: operations["streamMine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kalender/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar behind a private address */
        get: operations["readCalendarFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/login/{door}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** On to the provider that vouches for people */
        get: operations["beginLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/login/retur/{door}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Back from the provider */
        get: operations["finishLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AboutWhom: {
            name: string;
            plan: string;
        };
        Absence: {
            answer?: string;
            /** Format: date-time */
            answered_at?: string;
            answered_by?: string;
            moved_to?: string;
            proposed_times?: components["schemas"]["TimeSpan"][] | null;
            reason: string;
            /** Format: date-time */
            reported_at: string;
            reported_by: string;
            text?: string;
            wants?: string;
        };
        AcceptInputBody: {
            /** @description the last part of /invitation/{code} */
            code: string;
            device?: string;
            /** @description his own name, as the citizen calls him */
            name: string;
            /** @description the six digits that he was told by mouth */
            spoken: string;
        };
        AccessLog: {
            before?: string;
            readers: components["schemas"]["Reader"][] | null;
            readings: components["schemas"]["Reading"][] | null;
        };
        ActsView: {
            name: string;
            person: string;
        };
        AddPasskeyInputBody: {
            challenge: string;
            /** @description PublicKeyCredential.toJSON() */
            credential: {
                [key: string]: unknown;
            };
            name?: string;
        };
        Adjustment: {
            because_flag?: string;
            from: string;
            text: string;
        };
        AgreedNumber: {
            /** Format: date-time */
            from: string;
            number: string;
            /** Format: date-time */
            to: string;
        };
        AgreementItem: {
            closed_on?: string;
            due?: string;
            goal?: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            made_at?: string;
            may_edit?: boolean;
            next_due?: string;
            note?: string;
            partial?: boolean;
            rank?: string;
            recorded_by?: string;
            repeats?: string;
            responsible: string;
            sensitive?: boolean;
            status: string;
            text: string;
            visibility?: string[] | null;
        };
        AlertEnd: {
            code: string;
            text: string;
        };
        AlertView: {
            acts?: components["schemas"]["ActsView"];
            /** Format: date-time */
            due?: string;
            ends: components["schemas"]["AlertEnd"][] | null;
            from?: string;
            /** @description names the alert over days and levels */
            key: string;
            /** @enum {string} */
            level: "info" | "amber" | "orange" | "red";
            owner?: string;
            rule: string;
            /** Format: date-time */
            since: string;
            subject?: components["schemas"]["Ref"];
            /** @description how the staff can best begin */
            suggest?: string;
            text: string;
            thread?: string;
            to?: string;
            told: components["schemas"]["ToldView"][] | null;
        };
        Along: {
            answer: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            leaves?: string;
            who: string;
        };
        AnswerAbsenceInputBody: {
            answer: string;
            /** @description a meeting that is booked now in the place of this one */
            meeting?: components["schemas"]["BookedMeeting"];
            /** @description a meeting on the plan that takes the place of this one */
            moved_to?: string;
            /** @description times she may choose one of */
            proposed_times?: components["schemas"]["TimeSpan"][] | null;
        };
        AnswerAlongInputBody: {
            /** @enum {string} */
            answer: "comes" | "drives" | "cannot";
            /**
             * Format: date-time
             * @description when I fetch the citizen; with drives
             */
            leaves?: string;
        };
        AnswerFeedbackInputBody: {
            /** @description put it on the plan as a strength */
            keep: boolean;
        };
        AnswerFlagInputBody: {
            /** @description the first day it counts; for a flag on an effort */
            from?: string;
            /** @description what is made otherwise */
            text: string;
        };
        AnswerInputBody: {
            /**
             * @description the citizen's answer
             * @enum {string}
             */
            answer?: "agree" | "disagree" | "talk";
            comment?: string;
            /** @description the citizen opened it */
            seen?: boolean;
            /** @description the consultant's reply */
            text?: string;
        };
        AnswerNoteInputBody: {
            /** @enum {string} */
            answer: "fits" | "not_quite";
            words?: string;
        };
        AnswerOfferInputBody: {
            /** @enum {string} */
            answer: "yes" | "no";
        };
        AnswerPickUpInputBody: {
            /** @enum {string} */
            answer: "yes" | "no";
            /** @description to the citizen, as how she gets there after a no */
            text?: string;
            /** @description who fetches her and when */
            transport?: components["schemas"]["PutRide"];
        };
        AnswerPlanInputBody: {
            /** @enum {string} */
            answer: "agree" | "disagree" | "talk";
            /** @description her own words */
            comment?: string;
            /** @description for the consultant: it was answered on paper */
            paper?: components["schemas"]["PaperAnswer"];
            /** @description the plan change that the draft was put forward in; refused when there is a newer one */
            proposal?: string;
        };
        AnswerQuestionInputBody: {
            /** @description in my own words, what one notch up takes */
            notch?: string;
            /** @description the day I answered, where it was sent later */
            on?: string;
            /**
             * Format: int64
             * @description 0–10; left out: I would rather not answer this one
             */
            value?: number;
        };
        AnswerRequestInputBody: {
            /** @enum {string} */
            answer: "yes" | "no";
            /** @description the meeting that a yes books */
            meeting?: components["schemas"]["BookedMeeting"];
            /** @description times she may choose one of */
            proposed_times?: components["schemas"]["TimeSpan"][] | null;
            text?: string;
        };
        AnswerRightInputBody: {
            /** @enum {string} */
            outcome: "corrected" | "erased" | "partly" | "refused";
            /** @description what was done, or why it cannot be */
            text: string;
        };
        Answers: {
            deputy_for?: string;
            id: string;
            name: string;
            until?: string;
        };
        AnswerStoryInputBody: {
            /** @description told with the citizen's first name */
            first_name?: boolean;
            heading?: string;
            /** @description as it would be told; names nobody else and no place */
            text?: string;
            /** @description the day on which it is over, at most a year ahead */
            until?: string;
            /** @description where it may be told: colleagues, website, press */
            uses?: string[] | null;
            /**
             * Format: int64
             * @description of the story that is answered
             */
            version: number;
            /** @description yes to just these words; with no, they are left out */
            yes: boolean;
        };
        AnswerSummaryInputBody: {
            /** @enum {string} */
            status: "confirmed" | "corrected";
            /** @description what is to be corrected */
            text?: string;
        };
        AnswerWishInputBody: {
            text: string;
        };
        AskedFeedback: {
            /** Format: date-time */
            expires_at: string;
            id: string;
            link?: string;
            /** @enum {string} */
            state: "waiting" | "given" | "kept" | "dropped" | "run_out";
            text?: string;
            who: string;
        };
        AskFeedbackInputBody: {
            /** @description who is asked, as she calls him */
            who: string;
        };
        AskForRightInputBody: {
            /** @description the thing on the plan; left out, it is said in words */
            about?: components["schemas"]["Ref"];
            /** @enum {string} */
            what: "correct" | "erase" | "erase_all";
            words: string;
        };
        AskInputBody: Record<string, never>;
        AskStoryInputBody: {
            /** @description told with the citizen's first name */
            first_name?: boolean;
            heading?: string;
            /** @description as it would be told; names nobody else and no place */
            text?: string;
            /** @description the day on which it is over, at most a year ahead */
            until?: string;
            /** @description where it may be told: colleagues, website, press */
            uses?: string[] | null;
            /**
             * Format: int64
             * @description of the story that is changed; left out of a new one
             */
            version?: number;
        };
        AssessmentItem: {
            /** Format: date-time */
            booked_at: string;
            booked_by: string;
            conference?: components["schemas"]["Conference"];
            /** Format: date-time */
            drafted_at?: string;
            dropped?: components["schemas"]["Cancelled"];
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            opened?: components["schemas"]["ConferenceOpened"];
            partial?: boolean;
            status: string;
            talks: components["schemas"]["Talk"][] | null;
        };
        AssessmentNoteItem: {
            answer?: components["schemas"]["NoteAnswer"];
            assessment: string;
            by: string;
            /** Format: date-time */
            changed_at?: string;
            codes?: string[] | null;
            could?: string;
            department?: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            limits?: string;
            may_edit?: boolean;
            means?: string;
            meeting: string;
            partial?: boolean;
            plain?: string;
            /** Format: date-time */
            ready_at?: string;
        };
        AssessmentTeam: {
            /** Format: int64 */
            break_minutes: number;
            /** Format: int64 */
            minutes: number;
            people: components["schemas"]["TeamMember"][] | null;
            team: components["schemas"]["Profession"][] | null;
        };
        Attachment: {
            alt: string;
            /**
             * Format: int64
             * @description of a voice, in seconds
             */
            duration_s?: number;
            /** Format: int64 */
            height?: number;
            id?: string;
            kind: string;
            /** @description how loud a voice is along its way: at most 64 numbers from 0 to 100 */
            wave?: number[] | null;
            /**
             * Format: int64
             * @description of a photo, in pixels
             */
            width?: number;
        };
        AttachmentItem: {
            /** Format: date-time */
            at?: string;
            by?: string;
            /** Format: int64 */
            bytes: number;
            file?: string;
            /** Format: int64 */
            height: number;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            media: string;
            on: components["schemas"]["PictureOn"];
            partial?: boolean;
            status: string;
            taken_on?: string;
            text: string;
            /** Format: int64 */
            width: number;
        };
        AttentionList: {
            alerts: components["schemas"]["AlertView"][] | null;
            settled: components["schemas"]["SettledView"][] | null;
        };
        Board: {
            citizen_may_reorder?: boolean;
            focus_goals?: string[] | null;
            lanes?: string[] | null;
            layout: string;
        };
        BookAssessmentInputBody: {
            talks: components["schemas"]["BookedTalk"][] | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        BookedAgreement: {
            closed_on?: string | null;
            due?: string | null;
            goal?: string | null;
            id: string;
            made_at?: string | null;
            note?: string | null;
            rank?: string | null;
            repeats?: string | null;
            responsible?: string | null;
            status?: string | null;
            text?: string | null;
        };
        BookedMeeting: {
            bring?: string[] | null;
            companions?: string[] | null;
            /** @description whom of those proposed I still propose; leaving out one that I proposed takes it back */
            companions_proposed?: string[] | null;
            duty_text?: string | null;
            effort?: string | null;
            /** Format: date-time */
            end?: string | null;
            form?: string | null;
            id: string;
            interpreter?: components["schemas"]["PutInterpreter"];
            /** @description where a video meeting is held, an https address; kept for form video only */
            link?: string | null;
            mandatory?: boolean | null;
            may_choose_form?: string[] | null;
            /** @description how far it has come is answered there together */
            measurement?: boolean | null;
            place?: components["schemas"]["PutPlace"];
            purpose?: string | null;
            reminders?: string[] | null;
            /** Format: date-time */
            start?: string | null;
            status?: string | null;
            title?: string | null;
            transport?: components["schemas"]["PutRide"];
            with?: string[] | null;
        };
        BookedTalk: {
            meeting: components["schemas"]["BookedMeeting"];
            /** @description its code in the municipality's team */
            profession: string;
        };
        Booking: {
            /** @enum {string} */
            kind: "series" | "assessment_day";
            meetings: components["schemas"]["BookedMeeting"][] | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        BreakGlassInputBody: {
            born?: string;
            /** @description her id, as it stands where one was told of her */
            citizen?: string;
            /** @description her whole name; with born, where the id is left out */
            name?: string;
            /** @enum {string} */
            reason: "danger" | "away" | "escalated" | "complaint";
            /** @description why one must see the plan now, which the citizen reads */
            words: string;
        };
        Brief: {
            /** @description when somebody of the staff was in touch with the citizen last */
            contact?: components["schemas"]["BriefContact"];
            dream?: components["schemas"]["BriefWords"];
            /** @description what does not work, the oldest first */
            flags: components["schemas"]["BriefFlag"][] | null;
            mood?: components["schemas"]["BriefMood"];
            /** @description the effort that ends next, or that should have been ended */
            next_end?: components["schemas"]["BriefEnd"];
            /** @description what is agreed and not done: the staff's before the citizen's, what is late first */
            promises: components["schemas"]["BriefPromise"][] | null;
            /** @description the last that the citizen said in words */
            words?: components["schemas"]["BriefWords"];
        };
        BriefContact: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            how: "message" | "call" | "meeting" | "visit" | "letter" | "answer";
            name?: string;
            person?: string;
        };
        BriefEnd: {
            id: string;
            on: string;
            passed: boolean;
            title?: string;
        };
        BriefFlag: {
            category: string;
            id: string;
            seen: boolean;
            /** Format: date-time */
            since: string;
            urgent: boolean;
        };
        BriefMood: {
            /** Format: date-time */
            at: string;
            face?: string;
            /**
             * Format: int64
             * @description 0 to 10, the best
             */
            score?: number;
            word?: string;
        };
        BriefPromise: {
            due?: string;
            id: string;
            late: boolean;
            /** @description of whose it is */
            name: string;
            /** @enum {string} */
            side: "staff" | "citizen" | "other";
            text: string;
        };
        BriefWords: {
            /** Format: date-time */
            at?: string;
            danish?: string;
            text: string;
        };
        CalendarSettingsOutputBody: {
            /** Format: date-time */
            made_at?: string;
            may_choose_titles: boolean;
            on: boolean;
            /** @enum {string} */
            titles: "neutral" | "full";
            /** @description the private address; whoever has it reads the calendar */
            url?: string;
        };
        Call: {
            citizen: string;
            citizen_name: string;
            id: string;
            kind: string;
            meeting?: string;
            phone?: string;
            plan: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            start: string;
            /** @enum {string} */
            state: "waiting" | "missed";
            tried: components["schemas"]["Tried"][] | null;
            /** Format: int64 */
            tries: number;
        };
        CallAsked: {
            citizen_name: string;
            /** Format: date-time */
            due: string;
            phone?: string;
            plan: string;
            request: string;
            /** Format: date-time */
            since: string;
            today?: boolean;
            wished_times: components["schemas"]["TimeSpan"][] | null;
            words?: string;
        };
        CallEnded: {
            done: boolean;
            id: string;
        };
        CallLine: {
            number?: string;
            out_of_hours?: components["schemas"]["AgreedNumber"];
        };
        CallList: {
            asked: components["schemas"]["CallAsked"][] | null;
            calls: components["schemas"]["Call"][] | null;
        };
        Cancelled: {
            /** Format: date-time */
            at: string;
            by: string;
            why?: string;
        };
        CardAlert: {
            /** @enum {string} */
            level: "info" | "amber" | "orange" | "red";
            rule: string;
            text: string;
        };
        CardContact: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            how: "message" | "call" | "meeting" | "visit" | "letter" | "answer";
        };
        CardDevice: {
            /** Format: date-time */
            at: string;
            /** @description what she calls it, or what it calls itself */
            name?: string;
        };
        Caseload: {
            /** Format: int64 */
            citizens: number;
            name: string;
            /** Format: int64 */
            norm?: number;
            person: string;
        };
        CaseloadList: {
            consultants: components["schemas"]["Caseload"][] | null;
        };
        CatalogueEntry: {
            area: string;
            bring?: string[] | null;
            code: string;
            confidential?: boolean;
            department: string;
            direct?: string;
            how_long: string;
            job_oriented?: boolean;
            limits?: components["schemas"]["TimeLimit"][] | null;
            picture: string;
            plain: string;
            retired?: boolean;
            title: string;
            what: string[] | null;
            who: string;
        };
        ChallengeItem: {
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            original?: components["schemas"]["Original"];
            partial?: boolean;
            rank?: string;
            sensitive?: boolean;
            status?: string;
            text: string;
            visibility?: string[] | null;
            what_helps: string;
        };
        Changed: {
            agreements?: components["schemas"]["AgreementItem"][] | null;
            assessment_notes?: components["schemas"]["AssessmentNoteItem"][] | null;
            assessments?: components["schemas"]["AssessmentItem"][] | null;
            attachments?: components["schemas"]["AttachmentItem"][] | null;
            challenges?: components["schemas"]["ChallengeItem"][] | null;
            checkins?: components["schemas"]["CheckinItem"][] | null;
            consents?: components["schemas"]["ConsentItem"][] | null;
            contact_attempts?: components["schemas"]["ContactAttemptItem"][] | null;
            contacts?: components["schemas"]["ContactItem"][] | null;
            dream?: components["schemas"]["DreamItem"];
            efforts?: components["schemas"]["EffortItem"][] | null;
            events?: components["schemas"]["EventItem"][] | null;
            flags?: components["schemas"]["FlagItem"][] | null;
            goals?: components["schemas"]["GoalItem"][] | null;
            handovers?: components["schemas"]["HandoverItem"][] | null;
            indicators?: components["schemas"]["IndicatorItem"][] | null;
            measurements?: components["schemas"]["MeasurementItem"][] | null;
            meeting_requests?: components["schemas"]["MeetingRequestItem"][] | null;
            meetings?: components["schemas"]["MeetingItem"][] | null;
            people?: components["schemas"]["PersonView"][] | null;
            plan?: components["schemas"]["PlanHead"];
            plan_changes?: components["schemas"]["PlanChangeItem"][] | null;
            rights_requests?: components["schemas"]["RightsRequestItem"][] | null;
            step_fields?: {
                [key: string]: unknown;
            }[] | null;
            steps?: components["schemas"]["StepItem"][] | null;
            stories?: components["schemas"]["StoryItem"][] | null;
            strengths?: components["schemas"]["StrengthItem"][] | null;
            wishes?: components["schemas"]["WishItem"][] | null;
        };
        CheckinItem: {
            /** Format: date-time */
            at: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            partial?: boolean;
            /** Format: int64 */
            score: number;
            share?: string[] | null;
            word?: string;
        };
        CheckReadingInputBody: {
            /** @description fine or asked */
            said?: string;
            /** @description what was asked and answered */
            words?: string;
        };
        ChosenTime: {
            /** Format: date-time */
            start: string;
        };
        CitizenCard: {
            /** @description the loudest of what the reader is told of on this plan */
            alert?: components["schemas"]["CardAlert"];
            can_push: boolean;
            id: string;
            /** @description when somebody of the staff was in touch with the citizen last; what a program sends is no contact */
            last_contact?: components["schemas"]["CardContact"];
            name: string;
            /** @description the newest phone that the citizen came in on, while it is new (a week); her consultant's to see */
            new_device?: components["schemas"]["CardDevice"];
            next_meeting?: components["schemas"]["MeetingCard"];
            plan: components["schemas"]["PlanCard"];
            preferred_name: string;
            relation: string;
            /** Format: int64 */
            unanswered_changes: number;
            /** Format: int64 */
            unread_messages: number;
            waiting: components["schemas"]["Waiting"][] | null;
        };
        CitizenList: {
            citizens: components["schemas"]["CitizenCard"][] | null;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            waiting_total: number;
        };
        CitizenName: {
            id: string;
            name: string;
            phone?: string;
            preferred_name: string;
        };
        Clocks: {
            from: string;
            to: string;
        };
        CodeOutputBody: {
            /** @description to read out: letters, digits and dashes */
            code: string;
            /** Format: date-time */
            expires_at: string;
            /** @description to show as a QR code */
            link: string;
        };
        Colleague: {
            id: string;
            name: string;
        };
        Conference: {
            goals?: components["schemas"]["PickedGoal"][] | null;
            picks?: components["schemas"]["Pick"][] | null;
            /** Format: date-time */
            saved_at: string;
            saved_by: string;
            words?: string;
        };
        ConferenceInputBody: {
            goals?: components["schemas"]["PickedGoal"][] | null;
            picks?: components["schemas"]["Pick"][] | null;
            /**
             * Format: date-time
             * @description when what I saw was saved; left out where nothing was
             */
            since?: string;
            /** @description why a note that is missing is not waited for; the citizen reads it */
            without?: string;
            /** @description what I want to say to the citizen of the draft */
            words?: string;
        };
        ConferenceOpened: {
            /** Format: date-time */
            at: string;
            by: string;
            without?: string;
        };
        ConfirmAdjustmentInputBody: {
            /**
             * Format: date-time
             * @description when that was made otherwise which I say it of, as the flag has it; without it, or where something newer was made, the answer is 409 and I am to be asked again
             */
            action_at?: string;
            helped: boolean;
            /** @description the citizen, where staff write down her word; she may still say that it is not so */
            said_by?: string;
            text?: string;
        };
        ConfirmInputBody: {
            /**
             * @description was it he?
             * @enum {string}
             */
            answer: "yes" | "no";
        };
        Conflict: {
            base: unknown;
            field: string;
            theirs: unknown;
            yours: unknown;
        };
        ConsentInputBody: {
            assessment?: string;
            /** @description of the text that was read */
            code: string;
            department?: string;
            /** @enum {string} */
            how?: "app" | "paper" | "spoken";
            /** @description staff: who translated */
            interpreter?: string;
            /** @description staff: the day on which it was given */
            on?: string;
            /** @description the first day on which it holds no more; at most a year */
            until?: string;
            /**
             * Format: int64
             * @description of the text that was read
             */
            version: number;
            /** @description staff: who saw it, where it is on paper */
            witness?: string;
        };
        ConsentItem: {
            assessment?: string;
            code?: string;
            /** Format: date-time */
            confirmed_at?: string;
            department?: string;
            expires: string;
            /** Format: date-time */
            given_at: string;
            given_by: string;
            how?: string;
            id: string;
            interpreter?: string;
            interpreter_present?: boolean;
            kind: string;
            last?: components["schemas"]["LastChange"];
            /** Format: date-time */
            let_run_out_at?: string;
            may_edit?: boolean;
            original?: components["schemas"]["Original"];
            partial?: boolean;
            recorded_by?: string;
            scope?: string[] | null;
            sensitive?: boolean;
            status: string;
            story?: string;
            text: string;
            /** Format: int64 */
            text_version?: number;
            visibility?: string[] | null;
            /** Format: date-time */
            withdrawn_at?: string;
            withdrawn_by?: string;
            witness?: string;
        };
        ConsentPathBody: Record<string, never>;
        ConsentTexts: {
            departments: string[] | null;
            texts: components["schemas"]["Text"][] | null;
        };
        ContactAttemptItem: {
            about?: string;
            /** Format: date-time */
            at: string;
            by: string;
            how: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            note?: string;
            partial?: boolean;
            reached: boolean;
            sensitive?: boolean;
            visibility?: string[] | null;
        };
        ContactItem: {
            /** Format: date-time */
            accepted_at?: string;
            can_do?: string[] | null;
            can_see?: string[] | null;
            cannot_see?: string[] | null;
            chosen?: boolean;
            effect?: string;
            expires?: string;
            id: string;
            /** Format: date-time */
            invited_at: string;
            items?: components["schemas"]["Ref"][] | null;
            lanes?: string[] | null;
            language?: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            muted?: boolean;
            name: string;
            note?: string;
            notes?: components["schemas"]["ContactNote"][] | null;
            notify?: string[] | null;
            partial?: boolean;
            /** Format: date-time */
            paused_at?: string;
            /** Format: int64 */
            paused_rev?: number;
            relation: string;
            reminder_text?: components["schemas"]["ReminderText"];
            reports?: components["schemas"]["ContactReport"][] | null;
            role?: string;
            status: string;
            typed_name?: string;
            why_citizen_chose?: string;
            /** Format: date-time */
            withdrawn_at?: string;
            withdrawn_by?: string;
        };
        ContactNote: {
            answer?: string;
            /** Format: date-time */
            answered_at?: string;
            /** Format: date-time */
            at: string;
            id: string;
            /** @enum {string} */
            of: "encouragement" | "offer" | "message";
            silent?: boolean;
            text: string;
        };
        ContactReport: {
            /** Format: date-time */
            at: string;
            done?: string;
            /** Format: date-time */
            taken_at?: string;
            taken_by?: string;
            words?: string;
        };
        ContactSaysInputBody: {
            text: string;
        };
        ContactThread: {
            contact: string;
            id: string;
            may_write: boolean;
            /** Format: int64 */
            unread: number;
        };
        ContactThreadsOutputBody: {
            threads: components["schemas"]["ContactThread"][];
        };
        Corrected: {
            /** Format: date-time */
            at: string;
            id: string;
        };
        CorrectInputBody: {
            text: string;
        };
        Correction: {
            /** Format: date-time */
            at: string;
            text_before: string[] | null;
        };
        CreateCitizenInputBody: {
            /** @description by which MitID finds the citizen; never shown again */
            cpr?: string;
            language?: string;
            name: string;
            phone?: string;
            plan: components["schemas"]["PlanStruct"];
            preferred_name?: string;
        };
        Created: {
            id: string;
            plan: components["schemas"]["CreatedPlanStruct"];
        };
        CreatedPlanStruct: {
            id: string;
        };
        Deed: {
            /** Format: date-time */
            at: string;
            by: string;
            text?: string;
        };
        DepartmentView: {
            id: string;
            name: string;
            short: string;
        };
        DoorsOutputBody: {
            /** @description citizens can sign in at /login/mitid */
            mitid: boolean;
            /** @description the municipality's number, for whoever is not found */
            phone?: string;
            /** @description staff sign in at /login/ansat */
            staff: boolean;
        };
        DreamItem: {
            id: string;
            kl_code?: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            original?: components["schemas"]["Original"];
            partial?: boolean;
            said_on?: string;
            sensitive?: boolean;
            text: string;
            visibility?: string[] | null;
        };
        EffortItem: {
            adjustments?: components["schemas"]["Adjustment"][] | null;
            after?: string;
            bring?: string[] | null;
            catalogue_code?: string;
            consent?: string;
            consultant_sees?: string[] | null;
            department?: string;
            end?: string;
            end_word?: components["schemas"]["EndWord"];
            ended_reason?: string;
            ending?: components["schemas"]["Ending"];
            follow_up?: components["schemas"]["FollowUp"];
            goals: string[] | null;
            /** Format: int64 */
            guarantee_days?: number;
            /** Format: double */
            hours_per_week?: number;
            id: string;
            job_oriented?: boolean;
            kl_code?: string;
            kle?: string;
            last?: components["schemas"]["LastChange"];
            legal_ref?: string;
            may_edit?: boolean;
            next_step?: components["schemas"]["NextStep"];
            /** Format: double */
            paid_hours_per_week?: number;
            partial?: boolean;
            path_to_paid_hours?: string;
            pauses?: components["schemas"]["Pause"][] | null;
            place?: components["schemas"]["Place"];
            place_contact?: string;
            plain?: string;
            provider?: string;
            rank?: string;
            requested_on?: string;
            responsible?: string;
            result_plain?: string;
            result_sensitive?: boolean;
            result_visibility?: string[] | null;
            rrule?: string;
            schedule_plain?: string;
            sensitive?: boolean;
            sequence?: string;
            start?: string;
            status?: string;
            time?: components["schemas"]["Clocks"];
            title?: string;
            visibility?: string[] | null;
            way_home?: string;
        };
        EmergencyNumber: {
            label: string;
            number?: string;
            when?: string;
        };
        EndCallInputBody: {
            /** @enum {string} */
            how: "phone" | "message" | "letter" | "visit";
            /** @description the citizen can read it */
            note?: string;
            reached: boolean;
        };
        EndedOutputBody: {
            /** @description whether the address of the calendar feed was closed */
            calendar_ended: boolean;
            /**
             * Format: int64
             * @description how many other sessions were ended
             */
            ended: number;
        };
        EndedPlan: {
            goes_on: string;
            held_by?: string;
            held_until?: string;
            held_why?: string;
            name: string;
            plan: string;
            told?: boolean;
        };
        EndedPlans: {
            plans: components["schemas"]["EndedPlan"][] | null;
        };
        EndEffortInputBody: {
            next?: components["schemas"]["NextStruct"];
            /**
             * Format: double
             * @description hours with pay a week; of a placement, 0 where there are none
             */
            paid_hours?: number;
            /** @description why: completed, citizen_enough, citizen_declined, transport, illness, no_show, event or became_paid */
            reason?: string;
            /** @description what came of it */
            result?: string;
            /** @description completed, or dropped where it stopped early */
            status?: string;
            /** @description what the citizen said to me; left out: he is asked on his phone */
            word?: components["schemas"]["WordStruct"];
        };
        Ending: {
            /** Format: date-time */
            at: string;
            by: string;
            status: string;
            word_by?: string;
        };
        EndingDeedInputBody: {
            /** @description the citizen reads it */
            why: string;
        };
        EndPlanInputBody: {
            /** @description the plan's last day, today or before */
            day?: string;
            /** @description who of the staff speaks with the citizen afterwards; not where she died */
            follow_up_by?: string;
            /** @description on which day, 1 to 13 weeks after the last */
            follow_up_on?: string;
            /** @description the citizen may read it */
            note?: string;
            /** @description why: job, education, pension, moved, own_wish, other or died */
            reason?: string;
        };
        EndStoryExportInputBody: Record<string, never>;
        EndWord: {
            /** Format: date-time */
            at: string;
            not_given?: boolean;
            recorded_by?: string;
            skipped?: boolean;
            text?: string;
            why?: string;
        };
        EventItem: {
            /** Format: date-time */
            at: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            partial?: boolean;
            sensitive?: boolean;
            staff_only?: boolean;
            text: string;
            type: string;
            visibility?: string[] | null;
        };
        ExportInputBody: {
            /** @description pdf or json */
            format: string;
        };
        ExportMineInputBody: Record<string, never>;
        ExportStoryInputBody: {
            /** @description pdf or text */
            format: string;
        };
        FeedbackListOutputBody: {
            feedback: components["schemas"]["AskedFeedback"][] | null;
        };
        FieldChange: {
            field: string;
            from?: string;
            to?: string;
        };
        FieldError: {
            code: string;
            detail: string;
            field: string;
        };
        FigureLine: {
            cells: components["schemas"]["FigureValue"][] | null;
            name: string;
            unit: string;
        };
        Figures: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            fewer_than: number;
            from: string;
            tables: components["schemas"]["FigureTable"][] | null;
            teams: components["schemas"]["FigureTeam"][] | null;
            to: string;
        };
        FigureTable: {
            lines: components["schemas"]["FigureLine"][] | null;
            name: string;
            now?: boolean;
        };
        FigureTeam: {
            id: string;
            name: string;
            whole?: string;
        };
        FigureValue: {
            hidden?: boolean;
            /** Format: int64 */
            value?: number;
        };
        FlagItem: {
            action?: components["schemas"]["Deed"];
            answered?: components["schemas"]["Deed"];
            /** Format: date-time */
            at: string;
            by: string;
            category: string;
            citizen_rating?: string;
            effort?: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            messages?: components["schemas"]["FlagMessage"][] | null;
            notified?: string[] | null;
            partial?: boolean;
            recorded_by?: string;
            /** Format: date-time */
            reopened_at?: string;
            /** Format: date-time */
            resolved_at?: string;
            resolved_by?: string;
            resolved_recorded_by?: string;
            seen?: components["schemas"]["Deed"];
            sensitive?: boolean;
            shown_help?: string;
            text?: string;
            tried?: components["schemas"]["FlagTry"][] | null;
            urgent?: boolean;
            visibility?: string[] | null;
        };
        FlagMessage: {
            /** Format: date-time */
            at: string;
            attachment?: components["schemas"]["Attachment"];
            from: string;
            id: string;
            kind?: string;
            /** Format: date-time */
            read_at?: string;
            text: string;
        };
        FlagTry: {
            action: components["schemas"]["Deed"];
            recorded_by?: string;
            /** Format: date-time */
            said_at: string;
        };
        FollowUp: {
            after_start_days?: number[] | null;
            end_meeting?: string;
            /** Format: int64 */
            every_days?: number;
            last?: string;
            next_meeting?: string;
        };
        Found: {
            messages: components["schemas"]["Message"][] | null;
            more: boolean;
            oldest?: string;
            /** Format: date-time */
            oldest_at?: string;
            people: components["schemas"]["PersonDoc"][] | null;
            /** Format: int64 */
            searched: number;
        };
        GiveFeedbackInputBody: {
            code: string;
            text: string;
        };
        Given: {
            consultant: string;
            consultant_name: string;
            name: string;
            plan: string;
        };
        Glass: {
            /** Format: date-time */
            at: string;
            by?: string;
            citizen: components["schemas"]["CitizenName"];
            id: string;
            name?: string;
            plan: string;
            /** @enum {string} */
            reason: "danger" | "away" | "escalated" | "complaint";
            role?: string;
            /** Format: date-time */
            until: string;
            words: string;
        };
        GlassList: {
            looks: components["schemas"]["Glass"][] | null;
        };
        GlassMessage: {
            /** Format: date-time */
            at: string;
            /** @description a picture, a drawing or a sound was sent with it */
            enclosed?: boolean;
            from: string;
            id: string;
            recalled?: boolean;
            text: string;
        };
        GoalItem: {
            area: string;
            colour?: string;
            icon?: string;
            id: string;
            in_own_words?: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            original?: components["schemas"]["Original"];
            owner?: string;
            partial?: boolean;
            rank?: string;
            reached_on?: string;
            sensitive?: boolean;
            status: string;
            target_date?: string;
            title: string;
            visibility?: string[] | null;
        };
        Handed: {
            /** Format: date-time */
            at: string;
            id: string;
            to: string;
            /** Format: date-time */
            until: string;
            withdrawn?: boolean;
        };
        HandoverCard: {
            /** Format: date-time */
            at: string;
            citizen_name?: string;
            from_name: string;
            id: string;
            /** @enum {string} */
            part: "giving" | "given" | "coming" | "taken" | "lead";
            plan: string;
            to: string;
            to_name: string;
            /** Format: date-time */
            until: string;
            withdrawn?: boolean;
        };
        HandOverInputBody: {
            farewell?: string;
            /** @description her first day; today is at once */
            from_date?: string;
            /** @description told to the citizen */
            reason?: string;
            /** @description the new consultant */
            to?: string;
            /** @description takes back the change that is still to come */
            withdrawn?: boolean;
        };
        HandoverItem: {
            /** Format: date-time */
            at: string;
            cut_windows?: components["schemas"]["Part"][] | null;
            farewell?: string;
            for_new?: string;
            /** Format: date-time */
            for_new_at?: string;
            from: string;
            hello?: string;
            /** Format: date-time */
            hello_at?: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            /** Format: date-time */
            made_at: string;
            made_by: string;
            may_edit?: boolean;
            meetings?: string[] | null;
            partial?: boolean;
            reason: string;
            to: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            withdrawn_at?: string;
        };
        HandoverList: {
            changes: components["schemas"]["HandoverCard"][] | null;
            citizens: components["schemas"]["Given"][] | null;
            colleagues: components["schemas"]["Colleague"][] | null;
        };
        HandoverView: {
            /** Format: date-time */
            at: string;
            citizen: string;
            citizen_name: string;
            farewell?: string;
            /** @description to the new consultant alone */
            for_new?: string;
            from: string;
            from_name: string;
            hello?: string;
            id: string;
            owed: components["schemas"]["Owed"][] | null;
            plan: string;
            reason: string;
            to: string;
            to_name: string;
            /** Format: date-time */
            until: string;
            withdrawn?: boolean;
        };
        HeldPlan: {
            until?: string;
        };
        History: {
            before?: string;
            entries: components["schemas"]["HistoryEntry"][] | null;
            people: components["schemas"]["PersonDoc"][] | null;
        };
        HistoryEntry: {
            /** Format: date-time */
            at: string;
            by?: string;
            id: string;
            sentences: string[] | null;
            /** Format: int64 */
            version?: number;
            why?: string;
        };
        HoldPlanInputBody: {
            /** @description the citizen can read it */
            reason?: string;
            /** @description the last day on which it is held back, within a year */
            until?: string;
        };
        Hours: {
            /** @description all that was said of the weeks that were corrected or taken back, the last said first */
            corrections: components["schemas"]["PaidSaid"][] | null;
            goal?: components["schemas"]["PaidGoal"];
            offer?: components["schemas"]["HoursOffer"];
            /** @description those who said it or wrote it down */
            people: components["schemas"]["PersonDoc"][] | null;
            /** @description in the order of time; of the last five years */
            weeks: components["schemas"]["PaidWeek"][] | null;
        };
        HoursOffer: {
            effort?: string;
            /** Format: int64 */
            minutes: number;
            since?: string;
        };
        IdeaView: {
            /** Format: date-time */
            at: string;
            author: string;
            id: string;
            kept: boolean;
            may_remove: boolean;
            mine: boolean;
            text: string;
        };
        IdOutputBody: {
            id: string;
        };
        IndicatorItem: {
            citizen_q?: string;
            id: string;
            key: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            partial?: boolean;
            staff_only?: boolean;
            staff_q?: string;
        };
        Interpreter: {
            booked: boolean;
            language: string;
        };
        InvitationsOutputBody: {
            invitations: components["schemas"]["Invited"][] | null;
        };
        Invited: {
            contact?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** @description to show as a QR code */
            link?: string;
            name: string;
            /** @description the second code, six digits to tell by mouth */
            spoken?: string;
            /** @enum {string} */
            state: "waiting" | "taken" | "withdrawn" | "too_many_tries" | "run_out";
        };
        InviteInputBody: {
            /** @description what she picked, thing by thing */
            items?: components["schemas"]["SharedItem"][];
            /** @description sensitive life areas that she opens: body, mind, habits; all are closed otherwise */
            lanes?: string[];
            /** @description come_along, drive, write, offer_help, encourage */
            may?: string[];
            /**
             * @description no meetings, those she asks him along to, or all that are not private
             * @enum {string}
             */
            meetings?: "none" | "along" | "all";
            /** @description what she calls him; he must type the first word of it */
            name: string;
            /** @description what he is to her: a friend, a sister */
            relation?: string;
            /**
             * @description the picture she chose; grants nothing
             * @enum {string}
             */
            role?: "companion" | "driver" | "supporter" | "talker";
            /** @description she lives at a protected address and was warned */
            sure?: boolean;
            /** @description the last day, at most a year ahead */
            until: string;
        };
        IssueCodeInputBody: Record<string, never>;
        Item: {
            /** Format: date-time */
            end: string;
            /** @description the talk's meeting */
            id: string;
            /** Format: date-time */
            start: string;
        };
        KeepIdeaInputBody: Record<string, never>;
        Kept: {
            code: string;
            /** Format: int64 */
            days?: number;
            from: string;
            goes_on?: string;
            held_until?: string;
            held_why?: string;
            told?: boolean;
            what: string;
            why: string;
            /** Format: int64 */
            years?: number;
        };
        KeptList: {
            classes: components["schemas"]["Kept"][] | null;
        };
        KeysStruct: {
            auth: string;
            p256dh: string;
        };
        LastChange: {
            /** Format: date-time */
            at: string;
            by: string;
        };
        LeaveInputBody: Record<string, never>;
        LeaveList: {
            absences: components["schemas"]["LeaveView"][] | null;
            colleagues: components["schemas"]["Colleague"][] | null;
        };
        LeaveView: {
            deputy: string;
            deputy_name: string;
            from: string;
            id: string;
            name: string;
            person: string;
            to: string;
        };
        LengthenRightInputBody: {
            /** @description why it takes longer, as the citizen reads it */
            text: string;
        };
        LetPlanGoInputBody: Record<string, never>;
        Line: {
            answers_today: components["schemas"]["Answers"];
            /** Format: date-time */
            as_of: string;
            call: components["schemas"]["CallLine"];
            emergency: components["schemas"]["EmergencyNumber"][] | null;
            /** Format: date-time */
            expected_by?: string;
            /** Format: date-time */
            next_open?: string;
            open_days: components["schemas"]["TimeSpan"][] | null;
            open_now: boolean;
            /** Format: date-time */
            open_until?: string;
            thread: string;
            /** Format: date-time */
            waiting_since?: string;
        };
        LinkDeviceInputBody: Record<string, never>;
        LogContactInputBody: {
            /** @description the meeting it was about */
            about?: string;
            /** @enum {string} */
            how: "phone" | "message" | "letter" | "visit";
            note?: string;
            reached: boolean;
        };
        LookFeedbackInputBody: {
            /** @description the last part of /ros/{code} */
            code: string;
        };
        LookFeedbackOutputBody: {
            name: string;
        };
        Me: {
            channels: string[] | null;
            demo: boolean;
            duty_text?: string;
            /** Format: int64 */
            format: number;
            /** @description a citizen who never showed more than a code: she sees when her meetings are, and can write to her consultant */
            limited?: boolean;
            municipality: components["schemas"]["Municipality"];
            own: components["schemas"]["OwnSettings"];
            person: components["schemas"]["PersonDoc"];
            plan?: components["schemas"]["PlanRef"];
            plans?: components["schemas"]["SharedPlan"][] | null;
            prose_note?: string;
            /** Format: date-time */
            server_time: string;
            session: components["schemas"]["SessionRef"];
            settings?: components["schemas"]["Settings"];
        };
        MeasurementItem: {
            by: string;
            extra?: boolean;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            notches?: {
                [key: string]: string;
            };
            on: string;
            one_notch_up?: string;
            partial?: boolean;
            role: string;
            said?: string;
            scale?: string;
            values: {
                [key: string]: number;
            };
        };
        MeetingAnswer: {
            /**
             * @description I come, or I cannot
             * @enum {string}
             */
            answer?: "yes" | "no";
            /** @description all the contacts she wants along */
            companions?: string[];
            /**
             * @description one of may_choose_form
             * @enum {string}
             */
            form?: "in_person" | "walk" | "home_visit" | "workplace" | "phone" | "doctor" | "video";
            /** @description ask to be fetched, or take that back */
            pick_up?: boolean;
            pick_up_words?: string;
            /**
             * @description goes with a no, which must have one
             * @enum {string}
             */
            reason?: "sick" | "child_sick" | "treatment" | "work" | "transport" | "overwhelmed" | "other";
            /**
             * Format: date-time
             * @description the beginning of the meeting that is answered; refused with meeting_moved where it is another by now
             */
            start?: string;
            /** @description her own words, with a no */
            text?: string;
            /**
             * @description what she would rather, with a no
             * @enum {string}
             */
            wants?: "phone" | "walk" | "home_visit" | "new_time";
        };
        MeetingCard: {
            id: string;
            /** Format: date-time */
            start: string;
            title?: string;
        };
        MeetingItem: {
            absence?: components["schemas"]["Absence"];
            /**
             * Format: date-time
             * @description to the citizen: by when she can expect an answer to that she cannot come
             */
            absence_due?: string;
            board_photo?: boolean;
            booked_same_day?: components["schemas"]["SameDay"];
            bring?: string[] | null;
            cancelled?: components["schemas"]["Cancelled"];
            companion_answers?: components["schemas"]["Along"][] | null;
            companions: string[] | null;
            companions_proposed?: string[] | null;
            duty_text?: string;
            effort?: string;
            /** Format: date-time */
            end?: string;
            form?: string;
            id: string;
            interpreter?: components["schemas"]["Interpreter"];
            last?: components["schemas"]["LastChange"];
            link?: string;
            mandatory?: boolean;
            may_choose_form?: string[] | null;
            may_edit?: boolean;
            measurement?: boolean;
            moved_from?: components["schemas"]["MovedFrom"];
            partial?: boolean;
            pick_up?: components["schemas"]["PickUp"];
            /**
             * Format: date-time
             * @description to the citizen: by when she can expect an answer to whether somebody fetches her
             */
            pick_up_due?: string;
            place?: components["schemas"]["Place"];
            purpose?: string;
            purpose_translations?: {
                [key: string]: string;
            };
            reminders?: string[] | null;
            /** Format: date-time */
            ride_gone_at?: string;
            rsvp?: components["schemas"]["RSVP"];
            sensitive?: boolean;
            series?: string;
            series_kind?: string;
            /** Format: date-time */
            start?: string;
            status?: string;
            summary_answer?: components["schemas"]["SummaryAnswer"];
            summary_confirmed_by_citizen?: boolean;
            summary_shared?: string;
            title?: string;
            title_translations?: {
                [key: string]: string;
            };
            transport?: components["schemas"]["Ride"];
            visibility?: string[] | null;
            with: string[] | null;
        };
        MeetingRequestItem: {
            answer?: string;
            /**
             * Format: date-time
             * @description to the citizen: by when she can expect an answer
             */
            answer_due?: string;
            /** Format: date-time */
            answered_at?: string;
            answered_by?: string;
            /** Format: date-time */
            at: string;
            call?: boolean;
            form?: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            meeting?: string;
            partial?: boolean;
            pick_up: boolean;
            proposed_times?: components["schemas"]["TimeSpan"][] | null;
            status: string;
            when: string;
            wished_times?: components["schemas"]["TimeSpan"][] | null;
            words?: string;
        };
        Message: {
            agreed?: boolean;
            /** Format: date-time */
            at: string;
            attachment?: components["schemas"]["Attachment"];
            auto_reply?: string;
            corrected?: components["schemas"]["Correction"];
            device?: string;
            /** Format: int64 */
            duration_s?: number;
            flag?: string;
            from: string;
            id: string;
            kind: string;
            lang?: string;
            meeting?: string;
            mood?: string;
            no_answer?: components["schemas"]["Deed"];
            out_of_hours?: boolean;
            /** Format: date-time */
            read_at?: string;
            /** Format: date-time */
            recalled_at?: string;
            silent?: boolean;
            text: string;
            thread: string;
            transcript?: string;
            translation?: components["schemas"]["Translation"];
        };
        MessageList: {
            changed?: components["schemas"]["Message"][] | null;
            messages: components["schemas"]["Message"][] | null;
            more: boolean;
            /** Format: int64 */
            of_people?: number;
            people: components["schemas"]["PersonDoc"][] | null;
            thread?: string;
            threads: components["schemas"]["ThreadView"][] | null;
        };
        MessageTranslated: {
            /** Format: date-time */
            at: string;
            id: string;
        };
        MoveAssessmentInputBody: {
            times: components["schemas"]["Item"][] | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        MovedFrom: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: date-time */
            end: string;
            /** Format: date-time */
            start: string;
        };
        Municipality: {
            id: string;
            main_phone?: string;
            name: string;
            unit_word?: string;
            unit_word_note?: string;
        };
        MuteInputBody: {
            muted: boolean;
        };
        NextStep: {
            by?: string;
            decided: boolean;
            effort?: string;
            meeting?: string;
            text?: string;
            who?: string;
        };
        NextStruct: {
            /** @description by which day */
            by?: string;
            effort?: string;
            meeting?: string;
            /** @description what comes then */
            text?: string;
            /** @description who does it */
            who?: string;
        };
        NoAnswerInputBody: {
            /** @description it needs one after all */
            undone?: boolean;
        };
        NoAnswerNeeded: {
            /** Format: date-time */
            at?: string;
            id: string;
        };
        NoneBody: Record<string, never>;
        NoteAnswer: {
            answer: string;
            /** Format: date-time */
            at: string;
            words?: string;
        };
        NoteInputBody: {
            /** @description help in the catalogue that could */
            codes?: string[] | null;
            /** @description what could lessen or remove it */
            could?: string;
            /** @description what is hard to do; no diagnosis */
            limits?: string;
            /** @description what that means for taking part and doing */
            means?: string;
            /** @description the same in words for the citizen */
            plain?: string;
            /** @description others may read it from now on */
            ready?: boolean;
        };
        NotesOutputBody: {
            notes: components["schemas"]["ContactNote"][];
        };
        OnContactInputBody: Record<string, never>;
        OnHandoverInputBody: {
            text: string;
        };
        OnPaper: {
            on: string;
            recorded_by: string;
            witness: string;
        };
        OpenedInputBody: Record<string, never>;
        Original: {
            lang: string;
            text: string;
        };
        Owed: {
            on?: string;
            what: string;
        };
        OwnSettings: {
            channels?: string[] | null;
            email?: string;
            language?: string;
            phone?: string;
            quiet_hours?: components["schemas"]["Clocks"];
            reminders?: string[] | null;
        };
        PaidGoal: {
            /** Format: int64 */
            minutes: number;
            /** Format: date-time */
            said_at: string;
        };
        PaidSaid: {
            /** Format: int64 */
            minutes?: number;
            recorded_by?: string;
            /** Format: date-time */
            said_at: string;
            said_by: string;
            week: string;
        };
        PaidWeek: {
            /** Format: int64 */
            minutes: number;
            recorded_by?: string;
            /** Format: date-time */
            said_at: string;
            said_by: string;
            week: string;
        };
        PaperAnswer: {
            on: string;
            witness: string;
        };
        Part: {
            /** Format: date-time */
            from: string;
            person: string;
            /** Format: date-time */
            to: string;
        };
        PasskeyAnswerInputBody: {
            challenge: string;
            /** @description PublicKeyCredential.toJSON() */
            credential: {
                [key: string]: unknown;
            };
        };
        PasskeyAskedOutputBody: {
            challenge: string;
            /** @description those of navigator.credentials.create or get, as PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON takes them */
            options: {
                [key: string]: unknown;
            };
        };
        PasskeysOutputBody: {
            /** @description whether browsers make passkeys for this address at all */
            offered: boolean;
            passkeys: components["schemas"]["PasskeyView"][] | null;
            /** @description whether this phone has a PIN */
            pin: boolean;
        };
        PasskeyView: {
            /** Format: date-time */
            created_at: string;
            /** @description the id that its authenticator gave it, base64url: so a phone knows whether the passkey that opens its lock is still there */
            credential: string;
            id: string;
            /** @description what its owner calls it */
            name?: string;
            /** @description it may lie in its owner's account elsewhere, and so on her other devices (backup eligible) */
            synced: boolean;
            /** Format: date-time */
            used_at?: string;
        };
        Pause: {
            from: string;
            to: string;
            why?: string;
        };
        PauseInputBody: {
            paused: boolean;
        };
        PersonDoc: {
            about?: string;
            department?: string;
            hours?: string;
            id: string;
            language?: string;
            name: string;
            phone?: string;
            preferred_name?: string;
            relation?: string;
            role: string;
            title?: string;
        };
        PersonView: {
            about?: string;
            department?: string;
            hours?: string;
            id: string;
            language?: string;
            name: string;
            phone?: string;
            preferred_name?: string;
            relation?: string;
            role: string;
            title?: string;
        };
        Pick: {
            after?: string;
            code: string;
            goals?: string[] | null;
            id: string;
            responsible: string;
            sequence: string;
            title: string;
        };
        PickedGoal: {
            area: string;
            id: string;
            title: string;
        };
        PickUp: {
            answer?: string;
            /** Format: date-time */
            answered_at?: string;
            answered_by?: string;
            /** Format: date-time */
            asked_at: string;
            text?: string;
            words?: string;
        };
        PictureOn: {
            id?: string;
            kind: string;
        };
        PinInputBody: {
            /** @description six digits */
            pin: string;
        };
        Place: {
            address?: string;
            find_way?: string;
            name?: string;
            note?: string;
            step_free?: boolean;
        };
        Plan: {
            agreements?: components["schemas"]["AgreementItem"][] | null;
            /** Format: date-time */
            as_of: string;
            assessment_notes?: components["schemas"]["AssessmentNoteItem"][] | null;
            assessments?: components["schemas"]["AssessmentItem"][] | null;
            attachments?: components["schemas"]["AttachmentItem"][] | null;
            challenges?: components["schemas"]["ChallengeItem"][] | null;
            checkins?: components["schemas"]["CheckinItem"][] | null;
            citizen: components["schemas"]["PersonView"];
            consents?: components["schemas"]["ConsentItem"][] | null;
            consultant?: string;
            contact_attempts?: components["schemas"]["ContactAttemptItem"][] | null;
            contacts?: components["schemas"]["ContactItem"][] | null;
            departments: components["schemas"]["DepartmentView"][] | null;
            dream?: components["schemas"]["DreamItem"];
            efforts?: components["schemas"]["EffortItem"][] | null;
            events?: components["schemas"]["EventItem"][] | null;
            flags?: components["schemas"]["FlagItem"][] | null;
            /** Format: int64 */
            format: number;
            goals?: components["schemas"]["GoalItem"][] | null;
            handovers?: components["schemas"]["HandoverItem"][] | null;
            indicators?: components["schemas"]["IndicatorItem"][] | null;
            measurements?: components["schemas"]["MeasurementItem"][] | null;
            meeting_requests?: components["schemas"]["MeetingRequestItem"][] | null;
            meetings?: components["schemas"]["MeetingItem"][] | null;
            people: components["schemas"]["PersonView"][] | null;
            plan: components["schemas"]["PlanHead"];
            plan_changes?: components["schemas"]["PlanChangeItem"][] | null;
            rev: string;
            rights_requests?: components["schemas"]["RightsRequestItem"][] | null;
            steps?: components["schemas"]["StepItem"][] | null;
            stories?: components["schemas"]["StoryItem"][] | null;
            strengths?: components["schemas"]["StrengthItem"][] | null;
            viewer: components["schemas"]["Viewer"];
            wishes?: components["schemas"]["WishItem"][] | null;
        };
        PlanCard: {
            /** @description the last day of a plan that has ended */
            ended?: string;
            id: string;
            rev: string;
            status: string;
            title: string;
        };
        PlanChangeItem: {
            also?: string[] | null;
            answer?: components["schemas"]["Reply"];
            /** Format: date-time */
            answered_at?: string;
            /** Format: date-time */
            at: string;
            by: string;
            citizen_answer?: string;
            citizen_comment?: string;
            fields?: components["schemas"]["FieldChange"][] | null;
            id: string;
            item?: components["schemas"]["Ref"];
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            paper?: components["schemas"]["OnPaper"];
            partial?: boolean;
            /** Format: date-time */
            seen_by_citizen_at?: string;
            sensitive?: boolean;
            /** Format: int64 */
            version?: number;
            visibility?: string[] | null;
            what: string;
            why: string;
        };
        PlanEnd: {
            /** Format: date-time */
            at?: string;
            by?: string;
            day?: string;
            follow_up_by?: string;
            follow_up_on?: string;
            note?: string;
            reason?: string;
        };
        PlanHead: {
            agreed_on?: string;
            aim?: string;
            board: components["schemas"]["Board"];
            ended?: components["schemas"]["PlanEnd"];
            id: string;
            last_reviewed?: string;
            next_review?: string;
            paper_copy_given_on?: string;
            proposal?: components["schemas"]["Proposal"];
            protection?: components["schemas"]["Protection"];
            status: string;
            title: string;
            type?: string;
            type_label?: string;
            /** Format: int64 */
            version: number;
        };
        PlanRef: {
            id: string;
        };
        PlanStruct: {
            id: string;
            title?: string;
        };
        Problem: {
            code: string;
            conflicts?: components["schemas"]["Conflict"][] | null;
            detail: string;
            errors?: components["schemas"]["FieldError"][] | null;
            /** @description step_up_required: how the caller can show that it is her; left out where she can in no way but a new sign-in */
            proofs?: ("code" | "pin" | "passkey" | "oidc")[] | null;
            /** @description the plan's rev from which a conflict can be settled */
            rev?: string;
            /** Format: int64 */
            status: number;
            title: string;
            /** @description urn:tavlen:problem:{code} */
            type: string;
        };
        Profession: {
            code: string;
            prepare: string[] | null;
            purpose: string;
            talk: string;
            title: string;
        };
        Proposal: {
            /** Format: date-time */
            at: string;
            by: string;
            change: string;
        };
        Protection: {
            people: boolean;
        };
        ProtectionInputBody: {
            /** @description we have talked about it, and she may invite people all the same */
            people?: boolean;
            /** @description the citizen lives at a protected address */
            protected: boolean;
        };
        PushKeyOutputBody: {
            /** @description the server's VAPID key (RFC 8292), base64url */
            key: string;
        };
        PutAbsenceInputBody: {
            /** @description the consultant who stands in */
            deputy: string;
            /** @description the first day */
            from: string;
            /** @description left out: myself; only a team lead puts another's */
            person?: string;
            /** @description the last day, with it */
            to: string;
            /** @description ends it now */
            withdrawn?: boolean;
        };
        PutAgreement: {
            closed_on?: string | null;
            due?: string | null;
            goal?: string | null;
            made_at?: string | null;
            note?: string | null;
            rank?: string | null;
            repeats?: string | null;
            responsible?: string | null;
            status?: string | null;
            text?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutBoard: {
            /** @description at most three */
            focus_goals?: string[] | null;
            /** @description the life areas in their order */
            lanes?: string[] | null;
            layout?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutCalendarInputBody: {
            on: boolean;
            /** @description make a new address; the old one is dead at once */
            renew?: boolean;
            /** @description neutral, or full: title and place of what is not sensitive; left out it stays as it is */
            titles?: string;
        };
        PutChallenge: {
            rank?: string | null;
            /** @description active, or dropped when it is put away */
            status?: string | null;
            text?: string | null;
            what_helps?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutCPRInputBody: {
            /** @description ten characters, with or without a dash; never shown again */
            cpr: string;
        };
        PutDreamInputBody: {
            text: string;
        };
        PutEffort: {
            after?: string | null;
            bring?: string[] | null;
            catalogue_code?: string | null;
            department?: string | null;
            end?: string | null;
            ended_reason?: string | null;
            follow_up?: components["schemas"]["FollowUp"];
            goals?: string[] | null;
            /** Format: int64 */
            guarantee_days?: number | null;
            /** Format: double */
            hours_per_week?: number | null;
            job_oriented?: boolean | null;
            next_step?: components["schemas"]["NextStep"];
            /** Format: double */
            paid_hours_per_week?: number | null;
            path_to_paid_hours?: string | null;
            pauses?: components["schemas"]["Pause"][] | null;
            place?: components["schemas"]["PutPlace"];
            place_contact?: string | null;
            plain?: string | null;
            provider?: string | null;
            rank?: string | null;
            requested_on?: string | null;
            responsible?: string | null;
            result_plain?: string | null;
            rrule?: string | null;
            schedule_plain?: string | null;
            sequence?: string | null;
            start?: string | null;
            status?: string | null;
            time?: components["schemas"]["Clocks"];
            title?: string | null;
            way_home?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutGoal: {
            area?: string | null;
            colour?: string | null;
            icon?: string | null;
            in_own_words?: string | null;
            rank?: string | null;
            reached_on?: string | null;
            status?: string | null;
            target_date?: string | null;
            title?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutHoursGoalInputBody: {
            /**
             * Format: int64
             * @description a week, 1 to 3600; left out: I have no goal for it any more
             */
            minutes?: number;
            /**
             * Format: date-time
             * @description when I chose it, where it was sent later
             */
            said_at?: string;
        };
        PutHoursInputBody: {
            /**
             * Format: int64
             * @description with pay, of each week: 0 to 3600
             */
            minutes?: number;
            /** @description instead of minutes: take back what was told of these weeks */
            not_told?: boolean;
            /**
             * Format: date-time
             * @description when it was said, where it was sent later
             */
            said_at?: string;
            /** @description the citizen, where staff write down her word; left out: I */
            said_by?: string;
            /** @description the Monday of the last week, where it is a run of weeks alike; at most 53 */
            to?: string;
        };
        PutIdeaInputBody: {
            text: string;
        };
        PutInterpreter: {
            booked: boolean;
            language: string;
        };
        PutMeeting: {
            bring?: string[] | null;
            companions?: string[] | null;
            /** @description whom of those proposed I still propose; leaving out one that I proposed takes it back */
            companions_proposed?: string[] | null;
            duty_text?: string | null;
            effort?: string | null;
            /** Format: date-time */
            end?: string | null;
            form?: string | null;
            interpreter?: components["schemas"]["PutInterpreter"];
            /** @description where a video meeting is held, an https address; kept for form video only */
            link?: string | null;
            mandatory?: boolean | null;
            may_choose_form?: string[] | null;
            /** @description how far it has come is answered there together */
            measurement?: boolean | null;
            place?: components["schemas"]["PutPlace"];
            purpose?: string | null;
            reminders?: string[] | null;
            /** Format: date-time */
            start?: string | null;
            status?: string | null;
            title?: string | null;
            transport?: components["schemas"]["PutRide"];
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
            with?: string[] | null;
        };
        PutMeetingRequest: {
            /** @description she would like to be called; form is phone then */
            call?: boolean | null;
            /** @description how she would like to meet */
            form?: string | null;
            /** @description she would like to be fetched */
            pick_up?: boolean | null;
            /** @description withdrawn takes it back while it waits */
            status?: string | null;
            /** @description today or soon */
            when?: string | null;
            /** @description when she would like to be called */
            wished_times?: components["schemas"]["TimeSpan"][] | null;
            words?: string | null;
        };
        PutPicture: {
            status?: string | null;
            taken_on?: string | null;
            text?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutPlace: {
            address?: string;
            find_way?: string;
            name?: string;
            note?: string;
            step_free?: boolean;
        };
        PutRide: {
            /** Format: date-time */
            leaves: string;
            text?: string;
            who?: string;
        };
        PutSettings: {
            /** @description push, sms, email and call, in the order to try; null is push, sms, email */
            channels?: string[] | null;
            email?: string | null;
            language?: string | null;
            /** @description eight digits are Danish; kept as E.164 */
            phone?: string | null;
            /** @description wall clock in Copenhagen; from = to is none, null is 21:00 to 07:00 */
            quiet_hours?: components["schemas"]["Clocks"];
            /** @description ISO 8601 durations before a meeting, at most ten; null leaves it to the meeting, else a day and two hours; [] is none, but before what is mandatory */
            reminders?: string[] | null;
        };
        PutSparringInputBody: {
            areas?: string[] | null;
            help?: string[] | null;
            known?: string;
            /** @description written anew, naming nobody */
            question: string;
            signs?: components["schemas"]["PutSparringSign"][] | null;
            /** @description what was tried, naming nobody */
            tried?: string;
        };
        PutSparringSign: {
            age: string;
            sign: string;
        };
        PutStep: {
            after?: string | null;
            done_at?: string | null;
            due?: string | null;
            goal?: string | null;
            note?: string | null;
            /** Format: int64 */
            of?: number | null;
            rank?: string | null;
            repeats?: string | null;
            status?: string | null;
            text?: string | null;
            ticks?: components["schemas"]["Tick"][] | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutStrength: {
            rank?: string | null;
            said_by?: string | null;
            /** @description active, or dropped when it is put away */
            status?: string | null;
            text?: string | null;
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        PutSummaryInputBody: {
            /** @description new ones; they land on the board with it */
            agreements?: components["schemas"]["BookedAgreement"][] | null;
            /** @description at most three lines */
            text: string;
        };
        PutWish: {
            /** @description the code of the help */
            entry?: string;
            /**
             * @description dropped puts it aside
             * @enum {string}
             */
            status?: "active" | "dropped";
            /**
             * @description who gets to know; must be chosen where the help is confidential
             * @enum {string}
             */
            to?: "consultant" | "department";
            /** @description in her own words */
            words?: string | null;
        };
        QueuedAlert: {
            acts?: components["schemas"]["ActsView"];
            citizen: components["schemas"]["CitizenName"];
            /** Format: date-time */
            due?: string;
            ends: components["schemas"]["AlertEnd"][] | null;
            from?: string;
            /** @description names the alert over days and levels */
            key: string;
            /** @enum {string} */
            level: "info" | "amber" | "orange" | "red";
            owner?: string;
            plan: string;
            rule: string;
            /** Format: date-time */
            since: string;
            subject?: components["schemas"]["Ref"];
            /** @description how the staff can best begin */
            suggest?: string;
            text: string;
            thread?: string;
            to?: string;
            told: components["schemas"]["ToldView"][] | null;
        };
        QueueList: {
            alerts: components["schemas"]["QueuedAlert"][] | null;
            /** Format: int64 */
            total: number;
        };
        RaiseFlagInputBody: {
            /** @enum {string} */
            category: "body" | "tasks" | "people" | "thoughts" | "transport" | "time" | "unclear" | "other";
            /** @description what does not work; left out when it is nothing in particular */
            effort?: string;
            /** @description the citizen, where staff write down what she says; left out: I, the citizen */
            said_by?: string;
            /** @description in the citizen's own words */
            text?: string;
        };
        Reach: {
            cannot_be_woken: boolean;
            email: boolean;
            failed: components["schemas"]["Unreached"][] | null;
            /** Format: date-time */
            last_reached_at?: string;
            /** Format: int64 */
            phones: number;
            sms: boolean;
        };
        Reader: {
            department?: string;
            id: string;
            name: string;
            own?: boolean;
            role?: string;
        };
        Reading: {
            /** Format: date-time */
            at?: string;
            by: string;
            day: string;
            id: string;
            role?: string;
            /** Format: date-time */
            until?: string;
            what: string;
            why?: string;
        };
        ReadingChecked: {
            /** Format: date-time */
            at: string;
            name: string;
            /** @enum {string} */
            said: "fine" | "asked";
            words?: string;
        };
        ReadingSample: {
            /** Format: int64 */
            of: number;
            readings: components["schemas"]["SampledReading"][] | null;
            week: string;
        };
        ReadingWeek: {
            /** Format: int64 */
            left: number;
            /** Format: int64 */
            shown: number;
            week: string;
        };
        ReadingWeeks: {
            weeks: components["schemas"]["ReadingWeek"][] | null;
        };
        ReadInputBody: {
            thread: string;
            /** @description the last message that was seen */
            up_to: string;
        };
        ReadOutputBody: {
            /**
             * Format: int64
             * @description how many were not read before
             */
            read: number;
        };
        Recalled: {
            id: string;
            /** Format: date-time */
            recalled_at: string;
        };
        RecallInputBody: Record<string, never>;
        Receipt: {
            changed: boolean;
            id: string;
            kind: string;
            merged: boolean;
            plan_change?: string;
            rev: string;
        };
        Ref: {
            id: string;
            kind: string;
        };
        Reminder: {
            channel: string;
            /** Format: date-time */
            delivered_at?: string;
            /** Format: date-time */
            due_at: string;
            id: string;
            kind: string;
            meeting?: string;
            missed_why?: string;
            nobody?: boolean;
            /** Format: date-time */
            opened_at?: string;
            plan?: string;
            /** Format: date-time */
            sent_at?: string;
            state: string;
            text: string;
        };
        Reminders: {
            more: boolean;
            reminders: components["schemas"]["Reminder"][] | null;
        };
        ReminderText: {
            dir?: string;
            lang: string;
            text: string;
        };
        RepliesOutputBody: {
            replies: components["schemas"]["SavedReply"][] | null;
        };
        Reply: {
            /** Format: date-time */
            at: string;
            by: string;
            text: string;
        };
        ReplyInputBody: {
            text: string;
            title: string;
        };
        ReportContactInputBody: {
            words?: string;
        };
        ReportInputBody: {
            /** @description the gateway's id of the message, a number or a text */
            id?: unknown;
            /** @description DELIVERED; UNDELIVERABLE, EXPIRED, REJECTED, SKIPPED or DELETED; anything else is on its way */
            status: string;
            /** @description our reference of it */
            userref?: string;
        } & {
            [key: string]: unknown;
        };
        ReportList: {
            next?: string;
            reports: components["schemas"]["ReportWaits"][] | null;
        };
        ReportWaits: {
            citizen: string;
            for?: string;
            plan?: string;
            /** Format: date-time */
            since: string;
        };
        Ride: {
            /** Format: date-time */
            leaves: string;
            text?: string;
            who?: string;
        };
        RightPathBody: Record<string, never>;
        RightsRequestItem: {
            about?: components["schemas"]["Ref"];
            answer?: string;
            /** Format: date-time */
            answered_at?: string;
            answered_by?: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            changed_at?: string;
            complain?: string;
            department?: string;
            due: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            lengthened?: components["schemas"]["Deed"];
            may_edit?: boolean;
            outcome?: string;
            partial?: boolean;
            status: string;
            what: string;
            /** Format: date-time */
            withdrawn_at?: string;
            words: string;
        };
        RSVP: {
            /** Format: date-time */
            at?: string;
            status: string;
        };
        SameDay: {
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            confirmed_at: string;
        };
        SampledReading: {
            by: string;
            checked?: components["schemas"]["ReadingChecked"];
            citizen: components["schemas"]["CitizenName"];
            /** Format: date-time */
            first: string;
            glass?: boolean;
            id: string;
            /** Format: date-time */
            last: string;
            name: string;
            odd?: boolean;
            own?: boolean;
            /** @description what he is called at work */
            role?: string;
            /** @enum {string} */
            tie?: "consultant" | "deputy" | "professional";
            /** Format: int64 */
            times: number;
            what: string[] | null;
            why: string[] | null;
        };
        SavedReply: {
            id: string;
            text: string;
            title: string;
        };
        SayEndWordInputBody: {
            /** @description I would rather say nothing */
            skipped?: boolean;
            text?: string;
        };
        SearchInputBody: {
            /** @description look at what is older than this message */
            before?: string;
            /** @description left out: the thread with the consultant */
            thread?: string;
            words: string;
        };
        SeeFlagInputBody: Record<string, never>;
        SendMessageInputBody: {
            attachment?: string;
            /** @enum {string} */
            kind?: "text" | "photo" | "voice";
            /** @description how the writer feels: happy, okay, tired, worried, sad or angry */
            mood?: string;
            text: string;
            thread?: string;
            /** @description staff only: the words in the citizen's language, as a person wrote them */
            translation?: components["schemas"]["TranslationBody"];
        };
        Sent: {
            /** Format: date-time */
            at: string;
            id: string;
            thread: string;
        };
        SessionRef: {
            /**
             * Format: date-time
             * @description when its owner last proved that it is her
             */
            auth_at: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /**
             * @description how its owner came in
             * @enum {string}
             */
            opened_by: "code" | "pin" | "passkey" | "oidc";
        };
        SessionsOutputBody: {
            sessions: components["schemas"]["SessionView"][] | null;
        };
        SessionView: {
            /**
             * Format: date-time
             * @description when somebody signed in on it
             */
            created_at: string;
            /** @description the one that asks */
            current?: boolean;
            /** @description what the person calls it, or what it calls itself; left out where it does not say */
            device?: string;
            id: string;
            /** @description it was new to the person when somebody signed in on it, less than a week ago */
            new?: boolean;
            /**
             * Format: date
             * @description the day, in Copenhagen, on which it was last heard of
             */
            seen_on: string;
        };
        Settings: {
            channels?: string[] | null;
            paper_copy?: boolean;
            quiet_hours?: components["schemas"]["Clocks"];
            read_aloud?: boolean;
            reminders?: string[] | null;
            show_original_text?: boolean;
            show_sensitive_on_lock_screen?: boolean;
            simple_view?: boolean;
            text_size?: string;
        };
        SettledView: {
            /** Format: date-time */
            at: string;
            by: string;
            key: string;
            name: string;
            rule: string;
            why?: string;
        };
        SettleInputBody: {
            /** @description that of the alert */
            key: string;
            /** @description it may not stay so after all */
            undone?: boolean;
            /** @description what was agreed; staff must say it */
            why?: string;
        };
        Share: {
            /** @description what she picked, thing by thing */
            items?: components["schemas"]["SharedItem"][];
            /** @description sensitive life areas that she opens: body, mind, habits; all are closed otherwise */
            lanes?: string[];
            /** @description come_along, drive, write, offer_help, encourage */
            may?: string[];
            /**
             * @description no meetings, those she asks him along to, or all that are not private
             * @enum {string}
             */
            meetings?: "none" | "along" | "all";
            /** @description the last day, at most a year ahead */
            until: string;
        };
        SharedItem: {
            id: string;
            /** @enum {string} */
            kind: "dream" | "goal" | "effort" | "agreement" | "meeting" | "challenge";
        };
        SharedPlan: {
            citizen_name: string;
            id: string;
            title: string;
        };
        ShareNotesInputBody: {
            /** @description those who talk with me may read each other's notes */
            share: boolean;
        };
        SignInInputBody: {
            /** @description the last part of /ind/{code}, or a spoken code */
            code: string;
            /** @description what the person calls the phone */
            device?: string;
        };
        SparringList: {
            /** @description the newest first */
            cards: components["schemas"]["SparringView"][] | null;
            notes: components["schemas"]["SparringNoteView"][] | null;
        };
        SparringNoteView: {
            about: components["schemas"]["AboutWhom"];
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            ends: string;
            id: string;
            text: string;
        };
        SparringSign: {
            age: string;
            sign: string;
        };
        SparringView: {
            /** @description for who asks, while she works with that citizen; nobody else is told */
            about?: components["schemas"]["AboutWhom"];
            areas?: string[] | null;
            /** Format: date-time */
            at: string;
            /** @description the name of who asks */
            author: string;
            /** Format: date-time */
            ends: string;
            help?: string[] | null;
            id: string;
            /** @description the oldest first */
            ideas: components["schemas"]["IdeaView"][] | null;
            known?: string;
            mine: boolean;
            question: string;
            signs?: components["schemas"]["SparringSign"][] | null;
            tried?: string;
        };
        StepItem: {
            after?: string;
            done_at?: string;
            done_by?: string;
            due?: string;
            goal: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            note?: string;
            /** Format: int64 */
            of?: number;
            partial?: boolean;
            photo?: boolean;
            rank?: string;
            repeats?: string;
            status: string;
            text: string;
            ticks?: components["schemas"]["Tick"][] | null;
        };
        StoriesOver: {
            stories: components["schemas"]["StoryOver"][] | null;
        };
        StoryDeedInputBody: Record<string, never>;
        StoryExport: {
            /** Format: date-time */
            at: string;
            by: string;
            consent: string;
            /** Format: date-time */
            down_at?: string;
            format: string;
            id: string;
        };
        StoryItem: {
            /** Format: date-time */
            answered_at?: string;
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            consent?: string;
            exports?: components["schemas"]["StoryExport"][] | null;
            first_name?: boolean;
            heading: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            partial?: boolean;
            status: string;
            text: string;
            until: string;
            uses: string[] | null;
            /** Format: int64 */
            version: number;
        };
        StoryOver: {
            /**
             * Format: date-time
             * @description when it was fetched
             */
            at: string;
            export: string;
            heading?: string;
            plan?: string;
            /** @description withdrawn, expired, changed or erased */
            why: string;
        };
        StrengthItem: {
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            on?: string;
            original?: components["schemas"]["Original"];
            partial?: boolean;
            rank?: string;
            recorded_by?: string;
            said_by?: string;
            sensitive?: boolean;
            status?: string;
            text: string;
            visibility?: string[] | null;
        };
        Stroke: {
            colour: string;
            points: (number[] | null)[] | null;
            /** Format: int64 */
            size: number;
        };
        SubscribeInputBody: {
            endpoint: string;
            keys: components["schemas"]["KeysStruct"];
        };
        SummaryAnswer: {
            /** Format: date-time */
            at: string;
            status: string;
            text?: string;
        };
        TakeReportsInputBody: {
            /** @description what I did; the citizen reads it too */
            done: string;
            /**
             * Format: date-time
             * @description when the last of them that I have read was made
             */
            up_to: string;
        };
        Talk: {
            meeting?: string;
            moved_to?: string;
            prepare?: string[] | null;
            profession: string;
            title: string;
        };
        TeamMember: {
            id: string;
            name: string;
            title?: string;
        };
        TestPushOutputBody: {
            /**
             * Format: int64
             * @description how many phones it is sent to
             */
            devices: number;
        };
        Text: {
            code: string;
            ends: string;
            kind: string;
            /** Format: int64 */
            months: number;
            opens: string;
            scope?: string[] | null;
            text: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        ThreadView: {
            between: string[] | null;
            contact?: string;
            first_unread?: string;
            id: string;
            /** Format: date-time */
            last_at?: string;
            may_write: boolean;
            /** Format: int64 */
            unread: number;
        };
        Tick: {
            id: string;
            on?: string;
        };
        TimeLimit: {
            /** Format: int64 */
            amount: number;
            checked: boolean;
            kind: string;
            source: string;
            text: string;
            unit: string;
            valid_from?: string;
            valid_until?: string;
        };
        TimeSpan: {
            /** Format: date-time */
            end: string;
            /** Format: date-time */
            start: string;
        };
        ToldView: {
            /** Format: date-time */
            at: string;
            name?: string;
            person?: string;
            /** @enum {string} */
            role: "owner" | "consultant" | "deputy" | "leader";
        };
        Translation: {
            /** Format: date-time */
            at?: string;
            by?: string;
            lang: string;
            machine?: boolean;
            text: string;
        };
        TranslationBody: {
            /** @description ISO 639 */
            lang: string;
            text: string;
        };
        Tried: {
            /** Format: date-time */
            at: string;
            channel: string;
            state: string;
        };
        Unreached: {
            channel: string;
            /** Format: date-time */
            due_at: string;
            id: string;
            kind: string;
            meeting?: string;
            state: string;
            why?: string;
        };
        Viewer: {
            may: string[] | null;
            relation: string;
        };
        Visibility: {
            items: components["schemas"]["VisibleThing"][] | null;
            /** @description those who are named, by id */
            people: components["schemas"]["PersonDoc"][] | null;
        };
        VisibleThing: {
            id: string;
            kind: string;
            visible_partly?: string[] | null;
            visible_to: string[] | null;
        };
        Waiting: {
            /** Format: date-time */
            due?: string;
            meeting?: string;
            meeting_request?: string;
            plan_change?: string;
            /** Format: date-time */
            since: string;
            thread?: string;
            urgent?: boolean;
            what: string;
            wish?: string;
        };
        WaitingList: {
            waiting: components["schemas"]["WaitsFor"][] | null;
        };
        WaitsFor: {
            for: string;
            for_name: string;
            /** Format: date-time */
            since: string;
            /** Format: int64 */
            working_hours: number;
        };
        Warning: {
            code: string;
            meeting: string;
            other?: string;
            text: string;
        };
        Warnings: {
            warnings: components["schemas"]["Warning"][] | null;
        };
        Week: {
            /** @description Monday to Sunday */
            days: components["schemas"]["WeekDay"][] | null;
            /** @description what is on a day as a whole first, then by when it begins */
            entries: components["schemas"]["WeekEntry"][] | null;
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description of the week (ISO 8601): not always that of its days
             */
            year: number;
        };
        WeekDay: {
            away?: boolean;
            date: string;
            deputy?: string;
            /** @description what a public holiday is called, in Danish */
            holiday?: string;
            /** @description working hours, in UTC */
            hours: components["schemas"]["TimeSpan"][] | null;
            stands_in_for?: string[] | null;
        };
        WeekEntry: {
            citizen: components["schemas"]["CitizenName"];
            due?: string;
            /** Format: date-time */
            end?: string;
            /** @description the meeting's */
            form?: string;
            id?: string;
            mine: boolean;
            on: string;
            plan: string;
            stands_in?: boolean;
            /** Format: date-time */
            start?: string;
            status?: string;
            title?: string;
            /** @enum {string} */
            what: "meeting" | "follow_up" | "effort_end" | "call_back" | "reachable";
        };
        Why: {
            /** @description staff must say why; the citizen is asked about it */
            why?: string;
        };
        WishItem: {
            answer?: components["schemas"]["Reply"];
            /** Format: date-time */
            at: string;
            entry: string;
            id: string;
            last?: components["schemas"]["LastChange"];
            may_edit?: boolean;
            partial?: boolean;
            sensitive?: boolean;
            status: string;
            title: string;
            to: string;
            visibility?: string[] | null;
            words?: string;
        };
        WordStruct: {
            /** @description the citizen would rather say nothing */
            skipped?: boolean;
            text?: string;
        };
        WriteOnFlagInputBody: {
            /** @description a photo or a voice that was sent for this flag */
            attachment?: string;
            text?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAssessmentTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCatalogue: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["CatalogueEntry"][] | null;
                        /** Format: int64 */
                        format: number;
                        tag: string;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyCitizens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCitizen: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCitizenInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueCodeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCitizenCpr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCPRInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConsentTexts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentTexts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeDeliveryReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                gateway: string;
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDoors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoorsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveFeedbackInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookFeedbackInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookFeedbackOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGlass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlassList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGlass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        glass: components["schemas"]["Glass"];
                        messages: components["schemas"]["GlassMessage"][] | null;
                        plan: components["schemas"]["Plan"];
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    breakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakGlassInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Glass"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAbsences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaveList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAbsence: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAbsenceInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaveView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarSettingsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCalendarFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCalendarInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarSettingsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndCallInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallEnded"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCaseload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseloadList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkDeviceInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEndedPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedPlans"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldPlanInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldPlan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    letPlanGo: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetPlanGoInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldPlan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenPlanAsLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFigures: {
        parameters: {
            query?: {
                /** @description the first month of a calendar quarter that is over, as 2026-07; left out: the last one */
                from?: string;
                /** @description the last month of it, as 2026-09 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHandovers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReadingSamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingWeeks"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadingSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its Monday */
                week: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingSample"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkReading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description its Monday */
                week: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckReadingInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampledReading"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReminders: {
        parameters: {
            query?: {
                /** @description the id of the last one got: those due before it follow */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminders"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    markOpened: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenedInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReplies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description the next of the page before; left out: the first page */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSettings"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSparring: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetIdea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSparring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putIdea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutIdeaInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeIdea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepIdea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepIdeaInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SparringList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStoriesOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoriesOver"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endStoryExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                export: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndStoryExportInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoriesOver"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWeek: {
        parameters: {
            query?: {
                /** @description any day of the week, in Copenhagen; left out it is today */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Week"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeysOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasskeyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyAskedOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlan: {
        parameters: {
            query?: {
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements?: components["schemas"]["AgreementItem"][] | null;
                        /** Format: date-time */
                        as_of: string;
                        assessment_notes?: components["schemas"]["AssessmentNoteItem"][] | null;
                        assessments?: components["schemas"]["AssessmentItem"][] | null;
                        attachments?: components["schemas"]["AttachmentItem"][] | null;
                        challenges?: components["schemas"]["ChallengeItem"][] | null;
                        checkins?: components["schemas"]["CheckinItem"][] | null;
                        citizen: components["schemas"]["PersonView"];
                        consents?: components["schemas"]["ConsentItem"][] | null;
                        consultant?: string;
                        contact_attempts?: components["schemas"]["ContactAttemptItem"][] | null;
                        contacts?: components["schemas"]["ContactItem"][] | null;
                        departments: components["schemas"]["DepartmentView"][] | null;
                        dream?: components["schemas"]["DreamItem"];
                        efforts?: components["schemas"]["EffortItem"][] | null;
                        events?: components["schemas"]["EventItem"][] | null;
                        flags?: components["schemas"]["FlagItem"][] | null;
                        /** Format: int64 */
                        format: number;
                        goals?: components["schemas"]["GoalItem"][] | null;
                        handovers?: components["schemas"]["HandoverItem"][] | null;
                        indicators?: components["schemas"]["IndicatorItem"][] | null;
                        measurements?: components["schemas"]["MeasurementItem"][] | null;
                        meeting_requests?: components["schemas"]["MeetingRequestItem"][] | null;
                        meetings?: components["schemas"]["MeetingItem"][] | null;
                        people: components["schemas"]["PersonView"][] | null;
                        plan: components["schemas"]["PlanHead"];
                        plan_changes?: components["schemas"]["PlanChangeItem"][] | null;
                        rev: string;
                        rights_requests?: components["schemas"]["RightsRequestItem"][] | null;
                        steps?: components["schemas"]["StepItem"][] | null;
                        stories?: components["schemas"]["StoryItem"][] | null;
                        strengths?: components["schemas"]["StrengthItem"][] | null;
                        viewer: components["schemas"]["Viewer"];
                        wishes?: components["schemas"]["WishItem"][] | null;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccessLog: {
        parameters: {
            query?: {
                /** @description the page's own before; left out: the newest */
                before?: string;
                /** @description of this person alone; left out: of everybody */
                by?: string;
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAgreement"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev at which I saw the draft, quoted; left out, my answer takes the place of any other */
                "If-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerPlanInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    seeAs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements?: components["schemas"]["AgreementItem"][] | null;
                        /** Format: date-time */
                        as_of: string;
                        assessment_notes?: components["schemas"]["AssessmentNoteItem"][] | null;
                        assessments?: components["schemas"]["AssessmentItem"][] | null;
                        attachments?: components["schemas"]["AttachmentItem"][] | null;
                        challenges?: components["schemas"]["ChallengeItem"][] | null;
                        checkins?: components["schemas"]["CheckinItem"][] | null;
                        citizen: components["schemas"]["PersonView"];
                        consents?: components["schemas"]["ConsentItem"][] | null;
                        consultant?: string;
                        contact_attempts?: components["schemas"]["ContactAttemptItem"][] | null;
                        contacts?: components["schemas"]["ContactItem"][] | null;
                        departments: components["schemas"]["DepartmentView"][] | null;
                        dream?: components["schemas"]["DreamItem"];
                        efforts?: components["schemas"]["EffortItem"][] | null;
                        events?: components["schemas"]["EventItem"][] | null;
                        flags?: components["schemas"]["FlagItem"][] | null;
                        /** Format: int64 */
                        format: number;
                        goals?: components["schemas"]["GoalItem"][] | null;
                        handovers?: components["schemas"]["HandoverItem"][] | null;
                        indicators?: components["schemas"]["IndicatorItem"][] | null;
                        measurements?: components["schemas"]["MeasurementItem"][] | null;
                        meeting_requests?: components["schemas"]["MeetingRequestItem"][] | null;
                        meetings?: components["schemas"]["MeetingItem"][] | null;
                        people: components["schemas"]["PersonView"][] | null;
                        plan: components["schemas"]["PlanHead"];
                        plan_changes?: components["schemas"]["PlanChangeItem"][] | null;
                        rev: string;
                        rights_requests?: components["schemas"]["RightsRequestItem"][] | null;
                        steps?: components["schemas"]["StepItem"][] | null;
                        stories?: components["schemas"]["StoryItem"][] | null;
                        strengths?: components["schemas"]["StrengthItem"][] | null;
                        viewer: components["schemas"]["Viewer"];
                        wishes?: components["schemas"]["WishItem"][] | null;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    bookAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookAssessmentInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putConference: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                meeting: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareNotes: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareNotesInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveAssessmentInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadAttachment: {
        parameters: {
            query?: never;
            header: {
                "Content-Type"?: string;
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description what is said of the picture: the JSON of About, as base64url without padding */
                "Tavlen-About": string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        /** @description the photo, the drawing as strokes, or the recording */
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int64 */
                    height: number;
                    strokes: components["schemas"]["Stroke"][] | null;
                    /** Format: int64 */
                    width: number;
                };
                "application/octet-stream": string;
                "audio/mp4": string;
                "audio/ogg": string;
                "audio/webm": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPicture"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: {
                "If-Range"?: string;
                /** @description one range of bytes */
                Range?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Accept-Ranges"?: string;
                    "Content-Disposition"?: string;
                    "Content-Range"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        height: number;
                        strokes: components["schemas"]["Stroke"][] | null;
                        /** Format: int64 */
                        width: number;
                    };
                    "audio/mp4": string;
                    "audio/webm": string;
                    "image/jpeg": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        height: number;
                        strokes: components["schemas"]["Stroke"][] | null;
                        /** Format: int64 */
                        width: number;
                    };
                    "audio/mp4": string;
                    "audio/webm": string;
                    "image/jpeg": string;
                };
            };
        };
    };
    getAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttentionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putBoard: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted */
                "If-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutBoard"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    bookMeetings: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Booking"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putChallenge: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutChallenge"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanChanges: {
        parameters: {
            query?: {
                /** @description leave out what I know: format, since, the time, and of a step that I have the fields that are as they were */
                brief?: boolean;
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
                /** @description the rev I last saw */
                since?: string;
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed?: components["schemas"]["Changed"];
                        /** Format: int64 */
                        format?: number;
                        full?: boolean;
                        plan?: components["schemas"]["Plan"];
                        rev: string;
                        since?: string;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerPlanChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev at which I saw the change, quoted; left out, my answer takes the place of any other */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentPathBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    letConsentRunOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentPathBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentPathBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConsultant: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    helloFromConsultant: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnHandoverInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellNewConsultant: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnHandoverInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContactThreads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactThreadsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    logContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogContactInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    muteContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                note: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerOfferInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnContactInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportContactInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeReports: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeReportsInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSharing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Share"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSharing: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Share"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDream: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out for a first dream */
                "If-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutDreamInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putEffort: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutEffort"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endEffort: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndEffortInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoEnd: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndingDeedInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endWithoutWord: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndingDeedInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayEndWord: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SayEndWordInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    encourage: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSaysInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted */
                "If-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndPlanInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMine: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportMineInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackListOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askForFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFeedbackInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedFeedback"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerFeedbackInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    raiseFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseFlagInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerFlagInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmAdjustment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmAdjustmentInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeOnFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                message: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOnFlagInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    seeFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeeFlagInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putGoal: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGoal"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanHistory: {
        parameters: {
            query?: {
                /** @description the page's own before; left out: the newest */
                before?: string;
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putHoursGoal: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutHoursGoalInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putHours: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the Monday, in Copenhagen, of the first week */
                from: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutHoursInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnContactInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    leavePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerQuestion: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the measurement's: the same for all that is answered in one go */
                id: string;
                plan: string;
                /** @description its key */
                question: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerQuestionInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMeeting: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMeeting"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerAbsence: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev at which I saw the absence, quoted; left out, my answer takes the place of any other */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerAbsenceInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerAlong: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerAlongInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerMeeting: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev at which I saw the meeting, quoted; left out, my answer takes the place of any other */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingAnswer"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMeetingCalendar: {
        parameters: {
            query?: {
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: never;
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    "X-Robots-Tag"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelMeeting: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerPickUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerPickUpInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSummary: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSummaryInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerSummary: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerSummaryInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseTime: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChosenTime"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkMeetings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Booking"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warnings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description messages before this one; left out: the newest */
                before?: string;
                limit?: number;
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
                /** @description left out: the thread with the consultant */
                thread?: string;
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    needNoAnswer: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoAnswerInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoAnswerNeeded"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    recallMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecallInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recalled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrected"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    translateMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranslationBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTranslated"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    markMessagesRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchMessages: {
        parameters: {
            query?: {
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerNoteInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    offerHelp: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSaysInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanPaper: {
        parameters: {
            query?: {
                /** @description whether what is marked as sensitive stands on it */
                private?: boolean;
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPromise: {
        parameters: {
            query?: {
                /** @description left out: the thread with the consultant */
                thread?: string;
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putProtection: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProtectionInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted */
                "If-Match"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestMeeting: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMeetingRequest"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRequestInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseRequestTime: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChosenTime"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askForRight: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForRightInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerRight: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRightInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    lengthenRight: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LengthenRightInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawRight: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RightPathBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSparring: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSparringInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putStep: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutStep"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskStoryInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerStoryInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoryDeedInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                export: string;
                plan: string;
                story: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportStoryInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/plain": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events rev, message, noticed, device and session; the data is JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
        };
    };
    putStrength: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutStrength"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportThread: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
                thread: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlanVersion: {
        parameters: {
            query?: {
                /** @description why staff look, for the citizen's log */
                purpose?: "follow_up" | "meeting" | "message" | "deputy" | "handover";
            };
            header?: never;
            path: {
                entry: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements?: components["schemas"]["AgreementItem"][] | null;
                        /** Format: date-time */
                        as_of: string;
                        assessment_notes?: components["schemas"]["AssessmentNoteItem"][] | null;
                        assessments?: components["schemas"]["AssessmentItem"][] | null;
                        attachments?: components["schemas"]["AttachmentItem"][] | null;
                        challenges?: components["schemas"]["ChallengeItem"][] | null;
                        checkins?: components["schemas"]["CheckinItem"][] | null;
                        citizen: components["schemas"]["PersonView"];
                        consents?: components["schemas"]["ConsentItem"][] | null;
                        consultant?: string;
                        contact_attempts?: components["schemas"]["ContactAttemptItem"][] | null;
                        contacts?: components["schemas"]["ContactItem"][] | null;
                        departments: components["schemas"]["DepartmentView"][] | null;
                        dream?: components["schemas"]["DreamItem"];
                        efforts?: components["schemas"]["EffortItem"][] | null;
                        events?: components["schemas"]["EventItem"][] | null;
                        flags?: components["schemas"]["FlagItem"][] | null;
                        /** Format: int64 */
                        format: number;
                        goals?: components["schemas"]["GoalItem"][] | null;
                        handovers?: components["schemas"]["HandoverItem"][] | null;
                        indicators?: components["schemas"]["IndicatorItem"][] | null;
                        measurements?: components["schemas"]["MeasurementItem"][] | null;
                        meeting_requests?: components["schemas"]["MeetingRequestItem"][] | null;
                        meetings?: components["schemas"]["MeetingItem"][] | null;
                        people: components["schemas"]["PersonView"][] | null;
                        plan: components["schemas"]["PlanHead"];
                        plan_changes?: components["schemas"]["PlanChangeItem"][] | null;
                        rev: string;
                        rights_requests?: components["schemas"]["RightsRequestItem"][] | null;
                        steps?: components["schemas"]["StepItem"][] | null;
                        stories?: components["schemas"]["StoryItem"][] | null;
                        strengths?: components["schemas"]["StrengthItem"][] | null;
                        viewer: components["schemas"]["Viewer"];
                        wishes?: components["schemas"]["WishItem"][] | null;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVisibility: {
        parameters: {
            query?: {
                /** @description of this one alone */
                thing?: string;
            };
            header?: never;
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visibility"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    wishForHelp: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
                /** @description the plan's rev I last saw, quoted; left out to make a new item */
                "If-Match"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWish"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerWish: {
        parameters: {
            query?: never;
            header?: {
                /** @description the mutation's own id: sent again with the same body it gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerWishInputBody"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPushKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushKeyOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    subscribePush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscribeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsubscribePush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    testPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoneBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestPushOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMineSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoneBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSessionWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswerInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askPasskeySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyAskedOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    proveWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswerInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    askProof: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyAskedOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOneSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamMine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events rev, message, noticed, device and session; the data is JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
        };
    };
    readCalendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the secret and .ics */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    "X-Robots-Tag"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginLogin: {
        parameters: {
            query?: {
                /** @description somebody who is in proves again who it is */
                anew?: boolean;
            };
            header?: never;
            path: {
                door: "mitid" | "ansat";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Elsewhere */
            303: {
                headers: {
                    "Cache-Control"?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    finishLogin: {
        parameters: {
            query?: {
                code?: string;
                error?: string;
                iss?: string;
                state?: string;
            };
            header?: never;
            path: {
                door: "mitid" | "ansat";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Elsewhere */
            303: {
                headers: {
                    "Cache-Control"?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
}
