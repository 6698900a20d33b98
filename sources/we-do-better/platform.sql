-- The demo platform's own database: the kind of store a matching platform has had for years, quite apart from the portal.
-- The portal reaches it only through its source and the register: it reads, corrects a value, adds a choice on consent, and
-- says in `suppression` what may not be used. Moments are ISO 8601 in UTC.

-- Tables without persons -------------------------------------------------------------------------------------------

create table schema_version (
  version integer primary key,
  applied_at text not null
);

create table city (
  id integer primary key,
  name text not null,
  province text not null,
  latitude real not null,
  longitude real not null
);

create table survey (
  id integer primary key,
  year integer not null,
  title text not null
);

create table incident (
  id integer primary key,
  title text not null,
  opened_at text not null,
  closed_at text
);

-- Our own people: they show up in records of members by role, never by name ----------------------------------------

create table staff (
  id integer primary key,
  name text not null,
  email text not null unique,
  phone text,
  role text not null
);

-- Members and organisations ----------------------------------------------------------------------------------------

create table organisation (
  id integer primary key,
  name text not null,
  kind text not null, -- company, foundation, freelancer
  chamber_of_commerce text,
  website text,
  city text,
  created_at text not null
);

create table member (
  id integer primary key,
  member_number text not null unique, -- random, WDB-XXXX-XXXX; says nothing about the person
  first_name text,
  last_name text,
  email text not null,
  phone text,
  postcode text,
  city text,
  latitude real, -- worked out from the postcode
  longitude real,
  organisation_id integer references organisation (id),
  job_title text,
  display_name text not null,
  about text,
  language text not null,
  status text not null, -- active, dormant, ended, visitor
  password_hash text not null,
  agreement_started_at text,
  agreement_ended_at text,
  last_contact_at text,
  created_at text not null,
  updated_at text not null
);
create index member_email on member (email collate nocase);
create index member_organisation on member (organisation_id);

create table preference (
  id integer primary key,
  member_id integer not null references member (id),
  radius_km integer,
  hours_per_week integer,
  work_kinds text, -- a JSON list
  remote integer, -- 0 or 1
  available_from text, -- a day
  contact_channel text, -- email, phone, message
  updated_at text not null
);
create index preference_member on preference (member_id);

create table profile_file (
  id integer primary key,
  member_id integer not null references member (id),
  kind text not null, -- cv, photo, certificate
  name text not null,
  path text not null, -- below the folder of uploads
  media_type text not null,
  bytes integer not null,
  uploaded_at text not null
);
create index profile_file_member on profile_file (member_id);

-- Requests and offers, and what the matching makes of them ---------------------------------------------------------

create table posting (
  id integer primary key,
  member_id integer not null references member (id),
  organisation_id integer references organisation (id),
  kind text not null, -- request, offer
  title text not null,
  description text,
  work_kind text,
  hours_per_week integer,
  radius_km integer,
  city text,
  status text not null, -- open, matched, closed, rejected
  status_note text, -- written by staff
  created_at text not null,
  closed_at text
);
create index posting_member on posting (member_id);

create table match_result (
  id integer primary key,
  posting_id integer not null references posting (id),
  member_id integer not null references member (id), -- the person proposed for the posting
  score real not null, -- 0 to 1
  distance_km real,
  position integer not null,
  explanation text,
  outcome text, -- shown, chosen, declined
  created_at text not null
);
create index match_result_posting on match_result (posting_id);
create index match_result_member on match_result (member_id);

-- Messages between members -----------------------------------------------------------------------------------------

create table message (
  id integer primary key,
  sender_id integer references member (id), -- null once that person was removed
  recipient_id integer references member (id), -- null once that person was removed
  posting_id integer references posting (id),
  subject text,
  body text not null,
  sent_at text not null,
  read_at text
);
create index message_sender on message (sender_id);
create index message_recipient on message (recipient_id);
create index message_sender_newest on message (sender_id, sent_at);
create index message_recipient_newest on message (recipient_id, sent_at);

-- Contact with us --------------------------------------------------------------------------------------------------

create table contact_moment (
  id integer primary key,
  member_id integer not null references member (id),
  at text not null,
  channel text not null, -- phone, email, chat, post, desk
  kind text not null, -- question, complaint, technical, other
  subject text not null, -- written by staff
  from_member text, -- what the member said or wrote
  staff_note text,
  staff_id integer references staff (id)
);
create index contact_moment_member on contact_moment (member_id);

create table contact_attachment (
  id integer primary key,
  contact_moment_id integer not null references contact_moment (id),
  name text not null,
  path text not null,
  media_type text not null,
  bytes integer not null,
  received_at text not null
);
create index contact_attachment_moment on contact_attachment (contact_moment_id);

-- Safety -----------------------------------------------------------------------------------------------------------

create table abuse_report (
  id integer primary key,
  reported_member_id integer not null references member (id),
  reporter_member_id integer references member (id),
  reporter_email text, -- where somebody without an account reports
  kind text not null, -- fraud, abuse, both
  status text not null, -- open, follow_up, closed
  report_text text not null,
  ip_address text, -- of the person reported
  internal_notes text,
  staff_id integer references staff (id),
  received_at text not null,
  follow_up_opened_at text,
  closed_at text
);
create index abuse_report_reported on abuse_report (reported_member_id);
create index abuse_report_reporter on abuse_report (reporter_member_id);

create table inspected_message (
  id integer primary key,
  report_id integer not null references abuse_report (id),
  message_id integer not null references message (id),
  body_copy text not null,
  staff_id integer references staff (id),
  inspected_at text not null -- the copy goes when the report goes
);
create index inspected_message_report on inspected_message (report_id);

-- Choices ----------------------------------------------------------------------------------------------------------

create table consent (
  id integer primary key,
  member_id integer not null references member (id),
  purpose text not null, -- marketing, phone
  given integer not null, -- 0 or 1
  at text not null,
  channel text not null, -- profile, registration, phone
  text_version text not null
);
create index consent_member on consent (member_id);

create table cookie_choice (
  id integer primary key,
  member_id integer not null references member (id),
  functional integer not null,
  statistics integer not null,
  marketing integer not null,
  banner_version text not null,
  at text not null
);
create index cookie_choice_member on cookie_choice (member_id);

-- What this platform must leave alone, one row per use; the portal writes it, the two views below obey it.
create table suppression (
  id integer primary key,
  member_id integer not null references member (id),
  kind text not null, -- purpose, category, value
  what text not null, -- a purpose, a category, or table/key/column
  since text not null
);
create unique index suppression_once on suppression (member_id, kind, what);

-- Who gets news by mail now: the newest choice is yes, the agreement runs, and nothing stands in the way.
create view mailing_list as
  select m.id as member_id, m.email, m.first_name, m.language
  from member m
  where m.agreement_started_at is not null and m.agreement_ended_at is null
    and (select c.given from consent c where c.member_id = m.id and c.purpose = 'marketing' order by c.at desc, c.given limit 1) = 1
    and not exists (
      select 1 from suppression s where s.member_id = m.id and (
        (s.kind = 'purpose' and s.what = 'idc_marketing')
        or (s.kind = 'category' and s.what = 'identity_contact')
        or (s.kind = 'value' and s.what in ('member/' || m.id || '/email', 'member/' || m.id || '/'))
      )
    );

-- Who can be proposed for a posting now, and by which of their data.
create view matchable_member as
  select m.id as member_id, m.postcode, m.city, m.latitude, m.longitude, p.radius_km, p.hours_per_week, p.work_kinds
  from member m left join preference p on p.member_id = m.id
  where m.agreement_started_at is not null and m.agreement_ended_at is null and m.status = 'active'
    and not exists (
      select 1 from suppression s where s.member_id = m.id and (
        (s.kind = 'purpose' and s.what in ('loc_matching', 'acc_matching', 'idc_matching', 'idn_matching'))
        or (s.kind = 'category' and s.what in ('location', 'account_and_offers', 'identity_contact', 'identifier'))
        or (s.kind = 'value' and (s.what like 'member/' || m.id || '/%' and substr(s.what, length('member/' || m.id || '/') + 1)
          in ('', 'postcode', 'city', 'latitude', 'longitude')))
        or (s.kind = 'value' and s.what like 'preference/' || p.id || '/%')
      )
    );

-- Measuring and asking ---------------------------------------------------------------------------------------------

create table usage_event (
  id integer primary key,
  member_id integer not null references member (id),
  name text not null,
  page text,
  duration_ms integer,
  cookie_based integer not null, -- 0 or 1
  at text not null
);
create index usage_event_member on usage_event (member_id);
create index usage_event_newest on usage_event (member_id, at);

create table campaign_result (
  id integer primary key,
  member_id integer not null references member (id),
  campaign text not null,
  sent_at text not null,
  opened_at text,
  clicked_at text
);
create index campaign_result_member on campaign_result (member_id);

create table survey_invitation (
  id integer primary key,
  survey_id integer not null references survey (id),
  member_id integer not null references member (id),
  sent_at text not null,
  answered_at text
);
create index survey_invitation_member on survey_invitation (member_id);

create table survey_answer (
  id integer primary key,
  invitation_id integer not null references survey_invitation (id),
  question text not null,
  score integer, -- 1 to 10
  answer text,
  answered_at text not null
);
create index survey_answer_invitation on survey_answer (invitation_id);

-- Logs, look-ups, disclosures, work copies -------------------------------------------------------------------------

create table login_history (
  id integer primary key,
  member_id integer not null references member (id),
  at text not null,
  method text not null, -- code, link, password
  succeeded integer not null,
  ip_address text,
  device text
);
create index login_history_member on login_history (member_id);

create table log_line (
  id integer primary key,
  member_id integer not null references member (id),
  member_number text not null,
  at text not null,
  action text not null,
  path text,
  status integer,
  ip_address text,
  user_agent text
);
create index log_line_member on log_line (member_id);
create index log_line_newest on log_line (member_id, at);

create table staff_lookup (
  id integer primary key,
  member_id integer not null references member (id),
  staff_id integer not null references staff (id),
  staff_role text not null,
  part text not null, -- which part of the member's data
  purpose text not null,
  at text not null
);
create index staff_lookup_member on staff_lookup (member_id);

create table disclosure (
  id integer primary key,
  member_id integer not null references member (id),
  recipient_name text not null, -- legal name
  recipient_kind text not null, -- affiliate, employer, trainer, government, processor
  what text not null,
  purpose text not null,
  country text not null, -- ISO 3166-1 alpha-2
  safeguard text,
  at text not null
);
create index disclosure_member on disclosure (member_id);

-- Copies made to trace a mistake on the website (short lived); one copy holds one kind of data, as each has its own term
create table debug_copy (
  id integer primary key,
  member_id integer not null references member (id),
  ticket text not null,
  first_name text,
  last_name text,
  email text,
  postcode text,
  city text,
  phone text,
  copied_at text not null,
  check (
    (first_name is not null or last_name is not null or email is not null)
    + (postcode is not null or city is not null)
    + (phone is not null) <= 1
  )
);
create index debug_copy_member on debug_copy (member_id);

-- Extracts made for one incident
create table incident_copy (
  id integer primary key,
  incident_id integer not null references incident (id),
  member_id integer not null references member (id),
  member_number text,
  first_name text,
  last_name text,
  email text,
  copied_at text not null
);
create index incident_copy_member on incident_copy (member_id);
